package dev.ticketchat.chat.files;

import dev.ticketchat.chat.Refused;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

/// Stores the files of a message that is about to be stored, and takes them back where it is not.
/// Blocks for the stores; safe from any thread.
public final class KeepFiles {
  private final FileNames names;
  private final FileRegistry registry;
  private final FileStore store;
  private final InstantSource clock;
  private final DisposeFiles disposeFiles;
  private final Executor background;

  /// @param background where files are taken back, which may have to wait for a database that is
  ///   out: in production a virtual thread for each
  public KeepFiles(
      FileNames names,
      FileRegistry registry,
      FileStore store,
      InstantSource clock,
      Executor background) {
    this.names = names;
    this.registry = registry;
    this.store = store;
    this.clock = clock;
    this.disposeFiles = new DisposeFiles(registry, store);
    this.background = background;
  }

  /// A file under the name that it is to have.
  private record Named(CheckedFile file, FileName name, Optional<FileName> thumbnail) {
    Attachment attachment(Instant now) {
      return new Attachment(
          name,
          file.originalName(),
          file.type().mimeType(),
          file.size(),
          file.hash(),
          now,
          thumbnail);
    }
  }

  /// Announces all files and their thumbnails, then stores them. When it returns, all are durable,
  /// and wait to be claimed by the message; when it throws, those that are stored go again. In
  /// order.
  ///
  /// @throws Refused `UNAVAILABLE` when registry or store cannot be reached
  public List<Attachment> keep(List<CheckedFile> files) {
    if (files.isEmpty()) {
      return List.of();
    }
    var named = files.stream().map(this::named).toList();
    var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    var attachments = named.stream().map(file -> file.attachment(now)).toList();
    registry.announce(namesOf(attachments), now);
    try {
      named.forEach(this::put);
      return attachments;
    } catch (RuntimeException e) {
      discard(attachments);
      throw e;
    }
  }

  /// Deletes the files of a message that was not stored, unless it was stored after all: an append
  /// may give up and yet succeed. In the background; what fails there is left to a sweep.
  public void discard(List<Attachment> attachments) {
    if (attachments.isEmpty()) {
      return;
    }
    background.execute(() -> {
      try {
        disposeFiles.dispose(namesOf(attachments));
      } catch (Refused outage) {
        // Their rows are still there.
      }
    });
  }

  private Named named(CheckedFile file) {
    var thumbnail = file.thumbnail().map(small -> names.next(small.type()));
    return new Named(file, names.next(file.type()), thumbnail);
  }

  private void put(Named named) {
    store.put(named.name(), named.file().content().path());
    named
        .file()
        .thumbnail()
        .ifPresent(small -> store.put(named.thumbnail().orElseThrow(), small.content().path()));
  }

  private static List<FileName> namesOf(List<Attachment> attachments) {
    var all = new ArrayList<FileName>();
    for (var attachment : attachments) {
      Stream.concat(Stream.of(attachment.name()), attachment.thumbnail().stream())
          .forEach(all::add);
    }
    return all;
  }
}
