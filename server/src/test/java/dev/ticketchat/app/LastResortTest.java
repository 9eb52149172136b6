package dev.ticketchat.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

final class LastResortTest {

  @Test
  void logsWhatNobodyCaught() throws Exception {
    var log = (Logger) LoggerFactory.getLogger(LastResort.class);
    var events = new ListAppender<ILoggingEvent>();
    events.start();
    log.addAppender(events);
    try {
      Thread.ofPlatform()
          .name("worker")
          .uncaughtExceptionHandler(new LastResort())
          .start(() -> {
            throw new IllegalStateException("on purpose");
          })
          .join();
    } finally {
      log.detachAppender(events);
    }

    assertThat(events.list)
        .singleElement()
        .satisfies(event -> {
          assertThat(event.getLevel()).isEqualTo(Level.ERROR);
          assertThat(event.getFormattedMessage()).isEqualTo("worker ended");
          assertThat(event.getThrowableProxy().getMessage()).isEqualTo("on purpose");
        });
  }
}
