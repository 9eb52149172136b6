package dev.ticketchat.chat.files;

/// How far an upload has come.
///
/// @param offset bytes that are here: where the next chunk begins
/// @param chunkSize bytes of each chunk but the last
/// @param size bytes of the whole file
public record UploadProgress(UploadId id, long offset, int chunkSize, long size) {}
