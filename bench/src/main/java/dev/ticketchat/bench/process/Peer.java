package dev.ticketchat.bench.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A kind of server that can be put under load.
public sealed interface Peer {
  /// What all servers check tokens with.
  String SECRET = "bench-secret-bench-secret-bench-secret-32";

  /// More than a process may have open anyway.
  String MANY_CONNECTIONS = "100000";

  String title();

  /// What starts one.
  Launch launch(Installation installation, int port, Path data);

  /// A command, and what it finds in its environment.
  ///
  /// @param ready the path that answers 200 once it serves; empty where an open port says it
  record Launch(List<String> command, Map<String, String> environment, String ready) {}

  /// Ours, as its launcher starts it, but without looking whether there is something to build.
  record Ticketchat() implements Peer {
    private static final String START = "source \"$1\"; home=$2; run \"$3\" serve";

    @Override
    public String title() {
      return "Ticketchat";
    }

    @Override
    public Launch launch(Installation installation, int port, Path data) {
      var launcher = installation.launcher();
      var home = launcher.resolveSibling("").toString();
      var jdk = System.getProperty("java.home");
      var environment =
          Map.of(
              "TICKETCHAT_HOST",
              "127.0.0.1",
              "TICKETCHAT_PORT",
              Integer.toString(port),
              "TICKETCHAT_DATA_DIR",
              data.toString(),
              "TICKETCHAT_JWT_SECRET",
              SECRET,
              "TICKETCHAT_RATE_LIMIT",
              "off",
              "TICKETCHAT_MAX_CONNECTIONS_PER_ADDRESS",
              MANY_CONNECTIONS,
              "TICKETCHAT_MAX_CONNECTIONS_PER_USER",
              MANY_CONNECTIONS);
      return new Launch(
          List.of("bash", "-c", START, "bench", launcher.toString(), home, jdk),
          environment,
          "/readyz");
    }
  }

  /// The same chat on Node and socket.io, written as one writes it there.
  ///
  /// @param durability when a message counts as stored
  record Node(Durability durability) implements Peer {
    @Override
    public String title() {
      return "Node, " + durability.title;
    }

    @Override
    public Launch launch(Installation installation, int port, Path data) {
      return new Launch(
          List.of("node", installation.file("bench/peers/node/server.mjs")),
          Map.of(
              "HOST",
              "127.0.0.1",
              "PORT",
              Integer.toString(port),
              "DATA_DIR",
              data.toString(),
              "JWT_SECRET",
              SECRET,
              "SYNCHRONOUS",
              durability.synchronous,
              "GROUP_COMMIT",
              durability.groupCommit),
          "/healthz");
    }
  }

  /// What Node's database does before a message is told to anyone.
  enum Durability {
    /// A sync for each message, as Ticketchat promises one.
    FULL("FULL", "FULL", "0"),
    /// A sync for all messages that wait.
    GROUPED("FULL, group commit", "FULL", "1"),
    /// No sync: what was told may be lost when the power goes.
    NORMAL("NORMAL", "NORMAL", "0");

    private final String title;
    private final String synchronous;
    private final String groupCommit;

    Durability(String title, String synchronous, String groupCommit) {
      this.title = title;
      this.synchronous = synchronous;
      this.groupCommit = groupCommit;
    }
  }

  /// Netty and nothing else: what the frames alone cost on a JVM.
  ///
  /// @param stock with Netty's own handlers as they come, rather than lean ones
  record NettyFloor(boolean stock) implements Peer {
    @Override
    public String title() {
      return stock ? "Netty floor, stock" : "Netty floor";
    }

    @Override
    public Launch launch(Installation installation, int port, Path data) {
      var command =
          new ArrayList<>(
              installation.java(
                  "dev.ticketchat.bench.floor.NettyFloor",
                  "-XX:+UseCompactObjectHeaders",
                  "-Xmx512m",
                  "--enable-native-access=ALL-UNNAMED",
                  "--sun-misc-unsafe-memory-access=allow"));
      command.addAll(List.of("--port", Integer.toString(port)));
      if (stock) {
        command.add("--stock");
      }
      return new Launch(command, Map.of(), "");
    }
  }

  /// System calls and nothing else, in C: what the kernel costs.
  record EpollFloor() implements Peer {
    @Override
    public String title() {
      return "C floor";
    }

    @Override
    public Launch launch(Installation installation, int port, Path data) {
      var program = installation.file("bench/target/floor");
      return new Launch(List.of(program, Integer.toString(port)), Map.of(), "");
    }
  }

  /// Whether rooms are tickets, which have to be there before they are joined.
  default boolean keepsTickets() {
    return switch (this) {
      case Ticketchat() -> true;
      case Node(_) -> true;
      case NettyFloor(_) -> false;
      case EpollFloor() -> false;
    };
  }
}
