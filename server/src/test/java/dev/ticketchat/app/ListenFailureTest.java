package dev.ticketchat.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListenFailureTest {

  @ParameterizedTest
  @CsvSource({
    "bind(..) failed with error(-98): Address already in use, it is in use",
    "bind(..) failed with error(-13): Permission denied,      permission denied",
    "Can't assign requested address,                          this machine does not have that address",
    "something new,                                           the system does not allow it"
  })
  void saysInPlainWordsWhyAPortCannotBeOpened(String cause, String reason) {
    var settings = Map.of(Setting.JWT_SECRET, "a secret that only this test and its servers share");
    var config = new ConfigReader(new Settings(settings, Map.of(), Map.of())).serverConfig();

    var failure = ListenFailure.of(config, new IOException(cause));

    assertThat(failure)
        .hasMessage(
            "Cannot listen on 0.0.0.0 port 5000: %s; choose another with --port or --host."
                .formatted(reason));
  }
}
