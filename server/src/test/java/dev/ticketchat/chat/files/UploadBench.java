package dev.ticketchat.chat.files;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ticketchat.chat.ErrorCode;
import dev.ticketchat.chat.Refused;
import dev.ticketchat.chat.fakes.FakeInspector;
import dev.ticketchat.chat.fakes.FakePictures;
import dev.ticketchat.chat.fakes.FakeScanner;
import dev.ticketchat.chat.fakes.FakeWorkspace;
import dev.ticketchat.chat.identity.UserId;
import dev.ticketchat.chat.tickets.TicketId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/// Uploads of ASCII text in chunks of four bytes, by a clock that a test sets.
final class UploadBench {
  static final int CHUNK = 4;
  static final UserId CLARA = new UserId("clara");
  static final UserId OTTO = new UserId("otto");
  static final TicketId TICKET = new TicketId("t1");

  /// Room for three uploads, and for two dozen bytes of one user and four of all.
  static final UploadLimits LIMITS =
      new UploadLimits(
          CHUNK,
          3,
          24,
          48,
          2,
          2,
          Duration.ofSeconds(10),
          Duration.ofMinutes(10),
          Duration.ofHours(1));

  final FakeScanner scanner = new FakeScanner();
  final List<IOException> writeFailures = new CopyOnWriteArrayList<>();
  final FakeWorkspace workspace;
  final Uploads uploads;

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-23T10:00:00Z"));

  /// What happens while a file is checked.
  volatile Runnable onScan = () -> {};

  UploadBench(Path folder) {
    this(folder, LIMITS);
  }

  UploadBench(Path folder, UploadLimits limits) {
    workspace = new FakeWorkspace(folder);
    var checkFile =
        new CheckFile(
            new FakeInspector(),
            file -> {
              onScan.run();
              return scanner.scan(file);
            },
            new FakePictures(),
            workspace,
            FileLimits.standard(),
            new Workers(Runnable::run));
    uploads =
        new Uploads(limits, workspace, checkFile, now::get, new Random(7), writeFailures::add);
  }

  void advance(Duration time) {
    now.updateAndGet(before -> before.plus(time));
  }

  UploadProgress open(UserId owner, long size) {
    return uploads.open(owner, file("a.txt", size));
  }

  /// An upload of which all bytes are here.
  UploadId sent(UserId owner, String name, String text) {
    var id = uploads.open(owner, file(name, text.length())).id();
    send(owner, id, text);
    return id;
  }

  /// An upload that was checked.
  UploadId finished(UserId owner, String name, String text) {
    var id = sent(owner, name, text);
    uploads.finish(owner, id);
    return id;
  }

  /// Sends a whole text, chunk by chunk.
  void send(UserId owner, UploadId id, String text) {
    for (var at = 0; at < text.length(); at += CHUNK) {
      uploads.append(owner, id, at, chunk(text, at));
    }
  }

  static ByteBuffer chunk(String text, int at) {
    var end = Math.min(at + CHUNK, text.length());
    return US_ASCII.encode(text.substring(at, end));
  }

  static NewUpload file(String name, long size) {
    return new NewUpload(TICKET, name, "text/plain", size);
  }

  static String read(CheckedFile file) {
    return read(file.content().path());
  }

  static String read(Path file) {
    try {
      return Files.readString(file, US_ASCII);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Refused assertRefused(ErrorCode code, ThrowingCallable step) {
    var refused = catchThrowableOfType(Refused.class, step);
    assertThat(refused).isNotNull();
    assertThat(refused.code()).isEqualTo(code);
    return refused;
  }
}
