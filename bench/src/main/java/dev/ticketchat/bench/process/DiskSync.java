package dev.ticketchat.bench.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.HdrHistogram.Histogram;

/// How long this disk takes for what every durable message needs: 4 KiB more of a file, and a sync
/// of its data (fdatasync), while nothing else is asked of it.
///
/// @param median in milliseconds
/// @param p99 in milliseconds
public record DiskSync(double median, double p99) {
  private static final int BYTES = 4096;
  private static final Duration TIME = Duration.ofSeconds(2);
  private static final int DIGITS = 3;
  private static final double NANOS_PER_MILLI = 1e6;

  public static DiskSync measure(Path folder) {
    try (var scratch = Scratch.in(folder);
        var file =
            FileChannel.open(
                scratch.path().resolve("log"),
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.WRITE)) {
      return measure(file);
    } catch (IOException e) {
      throw new BenchFailure("%s cannot be written.".formatted(folder), e);
    }
  }

  private static DiskSync measure(FileChannel file) throws IOException {
    var times = new Histogram(DIGITS);
    var end = System.nanoTime() + TIME.toNanos();
    while (System.nanoTime() < end) {
      var begin = System.nanoTime();
      file.write(ByteBuffer.allocateDirect(BYTES));
      file.force(false);
      times.recordValue(System.nanoTime() - begin);
    }
    return new DiskSync(
        times.getValueAtPercentile(50) / NANOS_PER_MILLI,
        times.getValueAtPercentile(99) / NANOS_PER_MILLI);
  }
}
