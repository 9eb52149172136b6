package dev.ticketchat.engine.http;

import java.time.Duration;

/// The settings of the port.
///
/// @param host the address to listen on
/// @param port 0 takes a free one
/// @param eventLoops threads that read and write; 0 for half of the cores
/// @param requestTimeout how long a request's head may take to arrive, and each 8 KiB of its body,
///   and how long an idle connection is kept
/// @param maxConnections beyond these, a new connection is closed at once
/// @param cors for all routes
public record HttpConfig(
    String host,
    int port,
    int eventLoops,
    Duration requestTimeout,
    int maxConnections,
    Cors cors) {}
