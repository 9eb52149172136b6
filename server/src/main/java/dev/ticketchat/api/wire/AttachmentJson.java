package dev.ticketchat.api.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;

/// A file in the message object.
///
/// @param url works by itself until it expires
/// @param thumbnailUrl likewise; only where there is a thumbnail
public record AttachmentJson(
    String filename,
    String originalname,
    String mimetype,
    long size,
    String path,
    String url,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> thumbnailUrl,
    String uploadedAt) {}
