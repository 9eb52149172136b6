package dev.ticketchat.chat.identity;

import java.time.Instant;
import java.util.Optional;

/// A token that was checked.
///
/// @param expiresAt when it ends
/// @param issuedAt when it began to exist, in whole seconds; empty where it does not say, or says
///   what cannot be
public record VerifiedToken(
    Principal principal, Optional<Instant> expiresAt, Optional<Instant> issuedAt) {}
