package dev.ticketchat.chat.files;

/// What a file is, by its bytes.
///
/// @param mimeType in lower case, without parameters
/// @param extension without its dot; may be empty
/// @param picture whether a thumbnail can be made of it
public record FileType(String mimeType, String extension, boolean picture) {}
