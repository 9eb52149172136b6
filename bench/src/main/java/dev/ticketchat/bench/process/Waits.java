package dev.ticketchat.bench.process;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/// What made threads wait, out of a recording of a JVM.
///
/// @param pinned virtual threads that held their carriers while they waited
/// @param contended locks that a thread found taken
/// @param contendedTime that was waited for them in all
public record Waits(long pinned, long contended, Duration contendedTime) {
  static final String PINNED = "jdk.VirtualThreadPinned";
  static final String CONTENDED = "jdk.JavaMonitorEnter";

  public static Waits read(Path recording) {
    try {
      return of(RecordingFile.readAllEvents(recording));
    } catch (IOException e) {
      throw new BenchFailure("%s is no recording.".formatted(recording), e);
    }
  }

  private static Waits of(List<RecordedEvent> events) {
    var locks = events.stream().filter(event -> isA(event, CONTENDED)).toList();
    return new Waits(
        events.stream().filter(event -> isA(event, PINNED)).count(),
        locks.size(),
        locks.stream().map(RecordedEvent::getDuration).reduce(Duration.ZERO, Duration::plus));
  }

  private static boolean isA(RecordedEvent event, String type) {
    return event.getEventType().getName().equals(type);
  }
}
