package dev.ticketchat.chat.files;

/// Where a stored file is found. Returns at once; safe from any thread.
public interface FileUrls {

  /// The path of the file on this server; opens nothing by itself.
  String path(FileName name);

  /// The whole address, with a signature that is made now and expires.
  String url(FileName name);
}
