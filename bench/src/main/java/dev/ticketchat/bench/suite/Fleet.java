package dev.ticketchat.bench.suite;

import dev.ticketchat.bench.process.Scratch;
import dev.ticketchat.bench.process.Server;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Servers that run side by side, so that all are warm and none is started within a round. Those
/// that wait for their turn take next to nothing. Closing this ends them, and deletes their data.
///
/// @param <S> what they are told apart by
final class Fleet<S> implements AutoCloseable {
  private final Map<S, Server> servers = new HashMap<>();
  private final Deque<Scratch> folders = new ArrayDeque<>();

  /// How one of them is started, with a folder of its own.
  interface Launch<S> {
    Server start(S subject, Scratch folder) throws InterruptedException;
  }

  void add(S subject, Scratch folder, Launch<S> launch) throws InterruptedException {
    folders.push(folder);
    servers.put(subject, launch.start(subject, folder));
  }

  Server of(S subject) {
    return Optional.ofNullable(servers.get(subject)).orElseThrow();
  }

  @Override
  public void close() {
    servers.values().forEach(Server::close);
    folders.forEach(Scratch::close);
  }
}
