package dev.ticketchat.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketchat.bench.process.Crowd;
import dev.ticketchat.bench.process.Load;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What the suite asks of a generator, and what ours understands.
final class SuiteOptionsTest {
  @Test
  void saysNothingThatOurGeneratorDoesNotKnow() {
    var crowd = Crowd.of(4, 2);

    for (var load :
        List.of(Load.chat(crowd), Load.connect(crowd), Load.history(crowd), Load.upload(crowd))) {
      var parsed = LoadCommand.commandLine().parseArgs(argumentsOf(load.lasting(1, 2)));

      assertThat(parsed.unmatched()).isEmpty();
      assertThat(parsed.errors()).isEmpty();
    }
  }

  private static String[] argumentsOf(Load load) {
    return load.with("url", "127.0.0.1:1").options().entrySet().stream()
        .map(option -> "--" + option.getKey() + "=" + option.getValue())
        .toArray(String[]::new);
  }
}
