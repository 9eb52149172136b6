package dev.ticketchat.engine.http;

/// Answers a request. Runs on a virtual thread of its own and may block. What it throws is logged
/// and answered with 500.
@FunctionalInterface
public interface Handler {
  Response answer(Request request) throws Exception;
}
