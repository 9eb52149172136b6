package dev.ticketchat.chat.files;

import dev.ticketchat.chat.identity.UserId;
import dev.ticketchat.chat.limits.Limit;
import dev.ticketchat.chat.limits.RateLimiter;
import java.util.ArrayList;
import java.util.List;

/// Takes the files of a message in: counts them, checks each, keeps all or none. Blocks for all of
/// this; safe from any thread.
public final class TakeFiles {
  private final FileLimits limits;
  private final RateLimiter limiter;
  private final CheckFile checkFile;
  private final KeepFiles keepFiles;

  public TakeFiles(
      FileLimits limits, RateLimiter limiter, CheckFile checkFile, KeepFiles keepFiles) {
    this.limits = limits;
    this.limiter = limiter;
    this.checkFile = checkFile;
    this.keepFiles = keepFiles;
  }

  /// The files, stored and announced; [#discard] them if their message is not stored. What was made
  /// here on the way is closed, on every way out.
  ///
  /// @throws dev.ticketchat.chat.Refused `TOO_LARGE` when there are too many, `RATE_LIMITED`, or as
  ///   [CheckFile] and [KeepFiles] say; then nothing stays
  public KeptFiles take(UserId sender, List<Enclosure> files) {
    if (files.isEmpty()) {
      return KeptFiles.none();
    }
    limits.checkNumber(files.size());
    countBytes(sender, files);
    var made = new ArrayList<CheckedFile>();
    try {
      var checked = checkAll(files, made);
      var digest = KeptFiles.digestOf(checked.stream().map(Claim.Digest::of).toList());
      return new KeptFiles(keepFiles.keep(checked), digest);
    } finally {
      made.forEach(CheckedFile::close);
    }
  }

  /// What files that were sent before are recognised by. Keeps nothing.
  public KeptFiles recognise(List<Enclosure> files) {
    var digests = files.stream().flatMap(file -> digests(file).stream()).toList();
    return new KeptFiles(List.of(), KeptFiles.digestOf(digests));
  }

  private static List<Claim.Digest> digests(Enclosure file) {
    return switch (file) {
      case Enclosure.Fresh(var fresh) -> {
        var hash = Fingerprint.of(fresh.content().path()).hash();
        var name = OriginalName.clean(fresh.name());
        yield name.map(clean -> new Claim.Digest(clean, hash)).stream().toList();
      }
      case Enclosure.Checked(var checked) -> List.of(Claim.Digest.of(checked));
      case Enclosure.Sent(var claim) -> claim.digests();
    };
  }

  /// As [KeepFiles#discard].
  public void discard(KeptFiles files) {
    keepFiles.discard(files.attachments());
  }

  /// Bytes of files that came before were counted as they came.
  private void countBytes(UserId sender, List<Enclosure> files) {
    var bytes = 0L;
    for (var file : files) {
      bytes +=
          switch (file) {
            case Enclosure.Fresh(var fresh) -> fresh.content().size();
            case Enclosure.Checked _, Enclosure.Sent _ -> 0;
          };
    }
    if (bytes > 0) {
      limiter.takeOrRefuse(Limit.ATTACHMENT_BYTES, sender.value(), bytes);
    }
  }

  /// @param made gets what is checked here, and is to be closed here
  private List<CheckedFile> checkAll(List<Enclosure> files, List<CheckedFile> made) {
    var checked = new ArrayList<CheckedFile>(files.size());
    for (var file : files) {
      switch (file) {
        case Enclosure.Fresh(var fresh) -> {
          var result = checkFile.check(fresh, "Attachment " + (checked.size() + 1));
          made.add(result);
          checked.add(result);
        }
        case Enclosure.Checked(var before) -> checked.add(before);
        case Enclosure.Sent(var claim) -> throw claim.refusal();
      }
    }
    return checked;
  }
}
