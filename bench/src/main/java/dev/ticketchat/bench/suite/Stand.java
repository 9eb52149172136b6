package dev.ticketchat.bench.suite;

import dev.ticketchat.bench.process.BenchFailure;
import dev.ticketchat.bench.process.Crowd;
import dev.ticketchat.bench.process.DiskSync;
import dev.ticketchat.bench.process.Generator;
import dev.ticketchat.bench.process.Installation;
import dev.ticketchat.bench.process.Load;
import dev.ticketchat.bench.process.LoadResult;
import dev.ticketchat.bench.process.Peer;
import dev.ticketchat.bench.process.ProcStat;
import dev.ticketchat.bench.process.Scratch;
import dev.ticketchat.bench.process.Seed;
import dev.ticketchat.bench.process.Server;
import dev.ticketchat.bench.process.Starter;
import dev.ticketchat.bench.process.Tickets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Where runs happen: starts servers, loads them, and keeps a [Journal] of it.
final class Stand {
  private static final double WARM_UP_SECONDS = 12;
  private static final Duration SETTLING = Duration.ofSeconds(90);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(400);

  /// What heartbeats and timers may take of one processor and write, between two looks.
  private static final Duration CPU_AT_REST = Duration.ofMillis(60);

  private static final long BYTES_AT_REST = 64 << 10;

  private final Installation installation;
  private final Starter starter;
  private final Generator generator;
  private final Path data;
  private final Journal journal;
  private final Tickets tickets = new Tickets();

  Stand(Installation installation, Generator generator, Path data, Journal journal) {
    this.installation = installation;
    this.starter = new Starter(installation);
    this.generator = generator;
    this.data = data;
    this.journal = journal;
  }

  /// The same stand with another generator.
  Stand with(Generator another) {
    return new Stand(installation, another, data, journal);
  }

  Installation installation() {
    return installation;
  }

  Scratch folder() {
    return Scratch.in(data);
  }

  /// Starts a server with tickets for these crowds.
  Server start(Peer peer, Scratch folder, Crowd... crowds) throws InterruptedException {
    var server = starter.start(peer, folder.path());
    try {
      for (var crowd : crowds) {
        tickets.make(server, crowd);
      }
      return server;
    } catch (InterruptedException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /// Starts servers, each with tickets for these crowds.
  Fleet<Peer> fleet(List<Peer> peers, Crowd... crowds) throws InterruptedException {
    return fleet(peers, (peer, folder) -> start(peer, folder, crowds));
  }

  /// Starts a server for each of these subjects.
  <S> Fleet<S> fleet(List<S> subjects, Fleet.Launch<S> launch) throws InterruptedException {
    var fleet = new Fleet<S>();
    try {
      for (var subject : subjects) {
        fleet.add(subject, folder(), launch);
      }
      return fleet;
    } catch (InterruptedException | RuntimeException e) {
      fleet.close();
      throw e;
    }
  }

  /// Starts a server whose database has a history.
  Server start(Peer peer, Scratch folder, Seed seed) throws InterruptedException {
    start(peer, folder).close(); // makes the tables
    journal.say("  %s: filling with %,d messages".formatted(peer.title(), seed.messages()));
    seed.fill(peer, installation, folder.path());
    return start(peer, folder);
  }

  /// Loads a server until its code is compiled.
  void warmUp(Server server, Crowd crowd) throws InterruptedException {
    journal.say("  warming up " + server.peer().title());
    generator.run(server, Load.chat(crowd).lasting(WARM_UP_SECONDS, 1));
    settle(server);
  }

  /// Loads a server and measures, then waits until it is done with all of it.
  LoadResult load(Server server, Load load) throws InterruptedException {
    journal.begin(server, load);
    var result = generator.run(server, load);
    journal.note(server, result);
    settle(server);
    return result;
  }

  /// Begins to load a server.
  Generator.Running loading(Server server, Load load) {
    journal.begin(server, load);
    return generator.start(server, load);
  }

  DiskSync diskSync() {
    return DiskSync.measure(data);
  }

  /// Waits until a server has this many connections and is done with what they asked for.
  void awaitConnections(Server server, int connections) throws InterruptedException {
    var deadline = System.nanoTime() + SETTLING.toNanos();
    while (ProcStat.openFiles(server.pid()) < connections) {
      pause(server, deadline);
    }
    settle(server);
  }

  /// Waits until a server is done with all that it was asked for.
  private void settle(Server server) throws InterruptedException {
    var deadline = System.nanoTime() + SETTLING.toNanos();
    var before = ProcStat.of(server.pid());
    while (true) {
      pause(server, deadline);
      var now = ProcStat.of(server.pid());
      if (isAtRest(before, now)) {
        return;
      }
      before = now;
    }
  }

  private static boolean isAtRest(ProcStat before, ProcStat now) {
    return now.cpu().minus(before.cpu()).compareTo(CPU_AT_REST) < 0
        && now.writtenBytes() - before.writtenBytes() < BYTES_AT_REST;
  }

  private static void pause(Server server, long deadline) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(BETWEEN_LOOKS.toNanos()); // what others count cannot be waited on
    if (System.nanoTime() > deadline) {
      throw new BenchFailure("%s does not come to rest.".formatted(server.peer().title()));
    }
  }
}
