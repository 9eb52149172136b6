package dev.ticketchat.chat.files;

import java.util.List;

/// The files of a message: stored, and announced until the message claims them.
///
/// @param digest of what was sent, by which a repeated send is recognised: equal for files of the
///   same names and bytes in the same order; empty where there are none. Alone it stands for files
///   that were sent before.
public record KeptFiles(List<Attachment> attachments, String digest) {

  public KeptFiles {
    if (digest.isEmpty() && !attachments.isEmpty()) {
      throw new IllegalArgumentException("files have a digest");
    }
  }

  public static KeptFiles none() {
    return new KeptFiles(List.of(), "");
  }

  /// A clean name holds no line break, so nothing else adds up to the same text. What the file was
  /// turned into is left out: that may change with the configuration between a send and its repeat.
  static String digestOf(List<Claim.Digest> files) {
    if (files.isEmpty()) {
      return "";
    }
    var sent = new StringBuilder();
    for (var file : files) {
      sent.append(file.originalName()).append('\n').append(file.sentHash()).append('\n');
    }
    return Fingerprint.of(sent.toString()).hash();
  }
}
