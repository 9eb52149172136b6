package dev.ticketchat.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.joran.spi.JoranException;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The log as `logback.xml` lays it out: what users send cannot look like a line of its own.
final class LoggingTest {
  private static final String FORGED = "2026-01-01T00:00:00.000Z ERROR audit all is lost";
  private static final Pattern LINE =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z WARN  Test .*");

  private final LoggerContext context = configured();

  @Test
  void writesTheTimeInUtcTheLevelAndWhoSaysIt() {
    assertThat(written("something happened")).singleElement().asString().matches(LINE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r", "\r\n", "\u0085", "\u2028", "\u2029", "\u000b", "\f"})
  void keepsAMessageOnOneLine(String end) {
    assertThat(written("ticket a" + end + FORGED))
        .singleElement()
        .asString()
        .matches(LINE)
        .endsWith("ticket a " + FORGED);
  }

  @Test
  void showsNoControlCharacters() {
    assertThat(written("red \u001b[31m, back\b\u0000, gone\u007f"))
        .singleElement()
        .asString()
        .doesNotContainPattern("\\p{Cntrl}");
  }

  @Test
  void setsTheLinesOfAFailureApart() {
    var failure =
        new IllegalStateException("no ticket a\n" + FORGED, new RuntimeException("\r" + FORGED));

    var lines = written("failed", failure);

    assertThat(lines.getFirst()).matches(LINE);
    assertThat(lines.subList(1, lines.size()))
        .hasSizeGreaterThan(5)
        .allMatch(line -> line.startsWith("  | "))
        .anyMatch(line -> line.contains("IllegalStateException: no ticket a"))
        .anyMatch(line -> line.contains("at dev.ticketchat.app.LoggingTest."));
  }

  private List<String> written(String message, Throwable... failure) {
    var event = new LoggingEvent();
    event.setLoggerContext(context);
    event.setLoggerName("some.where.Test");
    event.setLevel(Level.WARN);
    event.setMessage(message);
    event.setTimeStamp(System.currentTimeMillis());
    for (var each : failure) {
      event.setThrowableProxy(new ch.qos.logback.classic.spi.ThrowableProxy(each));
    }
    var appender =
        (OutputStreamAppender<ILoggingEvent>) context.getLogger("ROOT").getAppender("LINES");
    var text = new String(appender.getEncoder().encode(event), UTF_8);
    assertThat(text).endsWith(System.lineSeparator());
    return List.of(text.split("\\R"));
  }

  private static LoggerContext configured() {
    var context = new LoggerContext();
    var configurator = new JoranConfigurator();
    configurator.setContext(context);
    try {
      configurator.doConfigure(LoggingTest.class.getResource("/logback.xml"));
    } catch (JoranException e) {
      throw new AssertionError(e);
    }
    return context;
  }
}
