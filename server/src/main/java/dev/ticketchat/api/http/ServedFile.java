package dev.ticketchat.api.http;

import dev.ticketchat.chat.files.Attachment;
import dev.ticketchat.chat.files.FileName;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/// A file as HTTP shows it: an attachment, or the thumbnail of one.
///
/// @param type with its charset, where it has one
/// @param size empty where only the store knows it
/// @param saveAs what a sender calls it: may hold anything
record ServedFile(
    FileName name, String type, OptionalLong size, String saveAs, Validators validators) {
  private static final String TEXT = "text/plain; charset=utf-8";
  private static final String PDF = "application/pdf";

  /// For what is saved, and for refusals. Were it opened as a page all the same, it would load
  /// nothing, run nothing and be of no origin.
  static final String SAVED_POLICY = "default-src 'none'; base-uri 'none'; sandbox";

  /// For what is shown. Browsers put an image, a sound, a film or a PDF into a page that they make
  /// around it and to which this policy applies: that page fetches the file once more, from here,
  /// and has styles written in it.
  private static final String SHOWN_POLICY =
      "default-src 'none'; img-src 'self'; media-src 'self'; object-src 'self';"
          + " style-src 'unsafe-inline'; base-uri 'none'; sandbox";

  /// @param name the attachment's, or its thumbnail's
  static ServedFile of(Attachment attachment, FileName name) {
    return name.equals(attachment.name()) ? whole(attachment) : thumbnail(attachment, name);
  }

  private static ServedFile whole(Attachment attachment) {
    return new ServedFile(
        attachment.name(),
        attachment.mimeType().equals("text/plain") ? TEXT : attachment.mimeType(),
        OptionalLong.of(attachment.size()),
        attachment.originalName(),
        Validators.of(attachment.hash(), attachment.uploadedAt()));
  }

  /// Bytes never change under a name, so that it does for a hash.
  private static ServedFile thumbnail(Attachment attachment, FileName name) {
    return new ServedFile(
        name,
        name.value().endsWith(".png") ? "image/png" : "image/jpeg",
        OptionalLong.empty(),
        name.value(),
        Validators.of(name.value(), attachment.uploadedAt()));
  }

  /// What says which file it is and how long it may be kept: for as long as its link is good, by
  /// the browser alone, since a cache between would show it to others without asking.
  Map<String, String> caching(Duration left) {
    var headers = new LinkedHashMap<String, String>();
    headers.put("etag", validators.tag());
    headers.put("last-modified", validators.lastModified());
    headers.put("cache-control", "private, max-age=" + left.toSeconds() + ", immutable");
    return headers;
  }

  /// What says how to take it.
  Map<String, String> content() {
    return Map.of(
        "content-type",
        type,
        "content-disposition",
        Disposition.of(isShown(), saveAs),
        "content-security-policy",
        isShown() ? SHOWN_POLICY : SAVED_POLICY,
        "accept-ranges",
        size.isPresent() ? "bytes" : "none");
  }

  /// Whether a browser may show it, rather than save it: what cannot hold a script that would run.
  private boolean isShown() {
    return (type.startsWith("image/") && !type.startsWith("image/svg"))
        || type.startsWith("audio/")
        || type.startsWith("video/")
        || type.equals(TEXT)
        || type.equals(PDF);
  }
}
