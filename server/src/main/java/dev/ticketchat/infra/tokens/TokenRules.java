package dev.ticketchat.infra.tokens;

import java.util.Optional;

/// What makes a token good.
///
/// @param key what its signature is checked with
/// @param issuer the only `iss` accepted, if there is one
/// @param audience the `aud` that it must name, if there is one
public record TokenRules(TokenKey key, Optional<String> issuer, Optional<String> audience) {}
