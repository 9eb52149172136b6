package dev.ticketchat.chat.files;

import java.time.Instant;
import java.util.Optional;

/// A stored file of a message.
///
/// @param originalName what the sender called it, cleaned
/// @param mimeType what its bytes are
/// @param size bytes as stored
/// @param hash SHA-256 of the bytes as stored, in lower-case hex
/// @param thumbnail a small JPEG or PNG of it, stored beside it
public record Attachment(
    FileName name,
    String originalName,
    String mimeType,
    long size,
    String hash,
    Instant uploadedAt,
    Optional<FileName> thumbnail) {}
