package dev.ticketchat.infra.scan;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tries out whether clamd is set up for what it will be given. Its settings cannot be asked for,
/// but what it says to two harmless streams tells: one as long as the largest file, and one of
/// archives within archives, deeper than clamd can be told to follow them. Blocks; for one thread.
final class ClamdCheck {
  private static final Logger LOG = LoggerFactory.getLogger(ClamdCheck.class);

  /// The most that clamd's `MaxRecursion` can be is 100.
  private static final int TOO_DEEP = 120;

  private final ClamdAddress address;
  private final ClamAvLimits limits;
  private final LongSupplier nanoTime;
  private final ClamdPool pool;

  ClamdCheck(ClamdAddress address, ClamAvLimits limits, LongSupplier nanoTime, ClamdPool pool) {
    this.address = address;
    this.limits = limits;
    this.nanoTime = nanoTime;
    this.pool = pool;
  }

  /// What is to be mended, in plain sentences; empty when nothing.
  List<String> run() {
    try {
      LOG.info("ClamAV at {} is {}", address, version());
      return Stream.of(scansTheLargestFile(), saysWhatIsBeyondItsLimits())
          .flatMap(Optional::stream)
          .toList();
    } catch (ClamdPool.NoTurn _) {
      return List.of();
    } catch (IOException e) {
      return List.of(
          "ClamAV at %s does not answer (%s). Files are refused until it does."
              .formatted(address, e.getMessage()));
    }
  }

  private String version() throws IOException, ClamdPool.NoTurn {
    var deadline = deadline();
    var answer = pool.exchange(clamd -> clamd.ask("VERSION", deadline), deadline);
    return ClamdAnswer.printable(answer);
  }

  private Optional<String> scansTheLargestFile() throws IOException, ClamdPool.NoTurn {
    var answer = answerTo(() -> new Zeros(limits.maxBytes()));
    return answer instanceof ClamdAnswer.Clean
        ? Optional.empty()
        : Optional.of(
            """
            ClamAV at %s does not scan files of %d bytes (%s), which are refused. Set \
            StreamMaxLength, MaxFileSize and MaxScanSize in its clamd.conf to more than that.\
            """
                .formatted(address, limits.maxBytes(), words(answer)));
  }

  private Optional<String> saysWhatIsBeyondItsLimits() throws IOException, ClamdPool.NoTurn {
    var tooDeep = tooDeep();
    var answer = answerTo(() -> new ByteArrayInputStream(tooDeep));
    return answer instanceof ClamdAnswer.Clean
        ? Optional.of(
            """
            ClamAV at %s calls archives clean that it did not look through, because they are \
            beyond its limits. Set AlertExceedsMax yes in its clamd.conf.\
            """
                .formatted(address))
        : Optional.empty();
  }

  private ClamdAnswer answerTo(Supplier<InputStream> content) throws IOException, ClamdPool.NoTurn {
    var deadline = deadline();
    return pool.exchange(
        clamd -> clamd.scan(Channels.newChannel(content.get()), deadline), deadline);
  }

  private Deadline deadline() {
    return Deadline.in(limits.total(), nanoTime);
  }

  private static String words(ClamdAnswer answer) {
    return switch (answer) {
      case ClamdAnswer.Clean _ -> "OK";
      case ClamdAnswer.Found(var signature) -> signature;
      case ClamdAnswer.TooLong _ -> "size limit exceeded";
      case ClamdAnswer.Other(var text) -> text;
    };
  }

  private static byte[] tooDeep() throws IOException {
    var nested = new byte[0];
    for (var depth = 0; depth < TOO_DEEP; depth++) {
      var packed = new ByteArrayOutputStream();
      try (var gzip = new GZIPOutputStream(packed)) {
        gzip.write(nested);
      }
      nested = packed.toByteArray();
    }
    return nested;
  }

  /// So many zeros.
  private static final class Zeros extends InputStream {
    private long left;

    Zeros(long count) {
      left = count;
    }

    @Override
    public int read() {
      return left-- > 0 ? 0 : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      if (left <= 0) {
        return -1;
      }
      var count = (int) Math.min(left, length);
      Arrays.fill(into, offset, offset + count, (byte) 0);
      left -= count;
      return count;
    }
  }
}
