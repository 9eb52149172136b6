package dev.ticketchat.infra.scan;

import dev.ticketchat.chat.ErrorCode;
import dev.ticketchat.chat.Refused;
import dev.ticketchat.chat.files.Scanner;
import dev.ticketchat.infra.OutageLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/// Has files scanned by a ClamAV daemon over TCP (clamd's `INSTREAM`). A file is clean when clamd
/// said so, in exactly these words, after it was given all of it; every other outcome is a finding
/// or a refusal. While clamd is down, slow or confused, scans are refused at once except for one
/// try every few seconds, and it works again by itself.
///
/// A call ends within the limits' total time whatever clamd does. Safe from any thread.
///
/// Connections are kept and used again (`IDSESSION`), because every scan then names its request and
/// clamd repeats that number, and so that their number is bounded.
public final class ClamAvScanner implements Scanner, AutoCloseable {
  private static final int PATIENCE = 3;
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final ClamdAddress address;
  private final ClamAvLimits limits;
  private final LongSupplier nanoTime;
  private final OutageLog outage = new OutageLog("files: scanning by ClamAV");
  private final OutageLog tooLong = new OutageLog("files: scanning of large files by ClamAV");
  private final Breaker breaker;
  private final ClamdPool pool;

  /// Connects to nothing yet.
  ///
  /// @param nanoTime `System::nanoTime`, or what runs as fast
  public ClamAvScanner(ClamdAddress address, ClamAvLimits limits, LongSupplier nanoTime) {
    this.address = address;
    this.limits = limits;
    this.nanoTime = nanoTime;
    breaker = new Breaker(PATIENCE, PAUSE, nanoTime);
    pool = new ClamdPool(address, limits, nanoTime);
  }

  /// @throws UncheckedIOException when the file cannot be read
  @Override
  public Verdict scan(Path file) {
    var deadline = Deadline.in(limits.total(), nanoTime);
    try (var content = FileChannel.open(file)) {
      if (content.size() > limits.maxBytes()) {
        throw rejected("is too large to be scanned");
      }
      return verdict(ask(content, deadline));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Tries out, at the start, whether clamd answers and is set up for what it will be given. Takes
  /// up to three times as long as a scan. That clamd is not there is no reason not to start: it may
  /// come later, and text goes on without it.
  ///
  /// @return what is to be mended, in plain sentences; empty when nothing
  public List<String> check() {
    return new ClamdCheck(address, limits, nanoTime, pool).run();
  }

  /// Closes the connections; scans are refused from now on, and those that run come to their end.
  @Override
  public void close() {
    pool.close();
  }

  private ClamdAnswer ask(FileChannel content, Deadline deadline) {
    if (!breaker.admits()) {
      throw unavailable();
    }
    try {
      var answer = pool.exchange(clamd -> clamd.scan(content.position(0), deadline), deadline);
      if (answer instanceof ClamdAnswer.Other other) {
        throw new IOException("unexpected answer: " + other.text());
      }
      breaker.worked();
      outage.worked();
      if (answer instanceof ClamdAnswer.TooLong) {
        tooLong.failed(new IOException("clamd's StreamMaxLength is less than the largest file"));
      }
      return answer;
    } catch (ClosedByInterruptException | ClamdPool.NoTurn _) {
      throw unavailable();
    } catch (IOException e) {
      breaker.failed();
      outage.failed(e);
      throw unavailable();
    }
  }

  private Verdict verdict(ClamdAnswer answer) {
    return switch (answer) {
      case ClamdAnswer.Clean _ -> new Verdict.Clean();
      case ClamdAnswer.Found(var signature) -> found(signature);
      case ClamdAnswer.TooLong _ -> throw unavailable();
      case ClamdAnswer.Other _ -> throw unavailable();
    };
  }

  /// Under some names clamd reports no finding but that it could not look. To call such a file
  /// malicious would be wrong, and another try would not help, except where time ran out.
  private static Verdict found(String signature) {
    if (signature.startsWith("Heuristics.Limits.Exceeded.MaxScanTime")) {
      throw unavailable();
    }
    if (signature.startsWith("Heuristics.Limits.Exceeded")) {
      throw rejected("holds more than can be scanned");
    }
    if (signature.startsWith("Heuristics.Encrypted")) {
      throw rejected("is encrypted and cannot be scanned");
    }
    return new Verdict.Malicious(signature);
  }

  private static Refused rejected(String reason) {
    return new Refused(ErrorCode.FILE_REJECTED, reason);
  }

  private static Refused unavailable() {
    return new Refused(
        ErrorCode.UNAVAILABLE, "Files cannot be checked right now. Please try again.");
  }
}
