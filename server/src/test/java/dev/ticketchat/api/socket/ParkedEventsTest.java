package dev.ticketchat.api.socket;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ParkedEventsTest {
  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @Test
  void weighsWhatManySmallFieldsTakeOfMemory() {
    var text =
        IntStream.range(0, 50_000)
            .mapToObj(i -> "\"%x\":[]".formatted(i))
            .collect(joining(",", "{", "}"));
    JsonMapper.shared().readTree(text);
    long before = threads.getCurrentThreadAllocatedBytes();

    List<JsonNode> args = List.of(JsonMapper.shared().readTree(text));

    long taken = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(ParkedEvents.weigh(args)).isBetween(taken / 3, taken);
  }
}
