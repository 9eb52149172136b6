package dev.ticketchat.chat.identity;

import java.time.Instant;
import java.util.Optional;

/// A token that was checked, and when it ends.
public record VerifiedToken(Principal principal, Optional<Instant> expiresAt) {}
