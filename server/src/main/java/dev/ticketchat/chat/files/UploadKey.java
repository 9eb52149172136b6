package dev.ticketchat.chat.files;

import dev.ticketchat.chat.identity.UserId;

/// An upload, as its owner alone knows it.
record UploadKey(UserId owner, UploadId id) {}
