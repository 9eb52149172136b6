package dev.ticketchat.chat.files;

import dev.ticketchat.chat.ErrorCode;
import dev.ticketchat.chat.Refused;
import dev.ticketchat.chat.files.SentUploads.Sent;
import dev.ticketchat.chat.identity.UserId;
import dev.ticketchat.chat.tickets.TicketId;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Hands finished uploads over to sends, all that one names or none. Safe from any thread.
final class Claims {
  private final ConcurrentHashMap<UploadKey, Upload> uploads;
  private final SentUploads sent;

  /// Makes one step of each claim, and of remembering what was sent.
  private final Object lock = new Object();

  /// An upload that a send names.
  private sealed interface Named {
    Claim.Digest digest();

    record Here(UploadKey key, Upload upload, Claim.Digest digest) implements Named {}

    record Before(Claim.Digest digest) implements Named {}
  }

  /// @param uploads from which what was sent is removed
  Claims(ConcurrentHashMap<UploadKey, Upload> uploads, SentUploads sent) {
    this.uploads = uploads;
    this.sent = sent;
  }

  /// As [Uploads#claim].
  Claim claim(UserId owner, TicketId ticket, List<UploadId> ids) {
    if (new HashSet<>(ids).size() < ids.size()) {
      throw new Refused(ErrorCode.INVALID, "Each upload can be named only once");
    }
    synchronized (lock) {
      var named = new ArrayList<Named>();
      for (var id : ids) {
        named.add(find(new UploadKey(owner, id), ticket, "Upload " + (named.size() + 1)));
      }
      return take(named);
    }
  }

  private Named find(UploadKey key, TicketId ticket, String which) {
    return Optional.ofNullable(uploads.get(key))
        .filter(upload -> !upload.isOver())
        .map(upload -> here(key, upload, ticket, which))
        .or(() -> sent.find(key).map(before -> before(before, ticket, which)))
        .orElseThrow(() -> UploadWords.notFound(which));
  }

  private static Named here(UploadKey key, Upload upload, TicketId ticket, String which) {
    demandSame(ticket, upload.ticketId(), which);
    var digest = upload.digest().orElseThrow(() -> UploadWords.unfinished(which));
    return new Named.Here(key, upload, digest);
  }

  private static Named before(Sent before, TicketId ticket, String which) {
    demandSame(ticket, before.ticketId(), which);
    return new Named.Before(before.digest());
  }

  private static void demandSame(TicketId asked, TicketId ticket, String which) {
    if (!asked.equals(ticket)) {
      throw UploadWords.otherTicket(which);
    }
  }

  private Claim take(List<Named> named) {
    var here = named.stream().filter(Named.Here.class::isInstance).map(Named.Here.class::cast);
    var wanted = here.toList();
    var digests = named.stream().map(Named::digest).toList();
    if (wanted.size() < named.size()) {
      return new Claim.Spent(digests, false);
    }
    var files = new ArrayList<CheckedFile>();
    for (var one : wanted) {
      var file = one.upload().claim();
      if (file.isEmpty()) {
        takeBack(wanted, files);
        return new Claim.Spent(digests, true);
      }
      files.add(file.get());
    }
    return new Claim.Files(files, () -> giveBack(wanted, files), () -> spend(wanted, files));
  }

  /// Back to where they were, unless a store has taken their bytes: their message may still come to
  /// be, and is found by their digests.
  private void giveBack(List<Named.Here> claimed, List<CheckedFile> files) {
    if (files.stream().allMatch(Claims::isWhole)) {
      takeBack(claimed, files);
    } else {
      spend(claimed, files);
    }
  }

  /// Of these, as many as there are files.
  private static void takeBack(List<Named.Here> claimed, List<CheckedFile> files) {
    for (var i = 0; i < files.size(); i++) {
      claimed.get(i).upload().takeBack(files.get(i));
    }
  }

  private void spend(List<Named.Here> claimed, List<CheckedFile> files) {
    synchronized (lock) {
      for (var one : claimed) {
        sent.remember(one.key(), one.upload().ticketId(), one.digest());
        uploads.remove(one.key(), one.upload());
      }
    }
    for (var i = 0; i < files.size(); i++) {
      claimed.get(i).upload().drop(files.get(i));
    }
  }

  private static boolean isWhole(CheckedFile file) {
    return Files.exists(file.content().path())
        && file.thumbnail().map(small -> Files.exists(small.content().path())).orElse(true);
  }
}
