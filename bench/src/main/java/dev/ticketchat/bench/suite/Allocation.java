package dev.ticketchat.bench.suite;

import static dev.ticketchat.bench.suite.Peers.TICKETCHAT;

import dev.ticketchat.bench.process.Crowd;
import dev.ticketchat.bench.process.Jvm;
import dev.ticketchat.bench.process.Load;
import dev.ticketchat.bench.process.Server;
import dev.ticketchat.bench.process.Waits;
import dev.ticketchat.bench.report.Figure;
import dev.ticketchat.bench.report.Goal;
import dev.ticketchat.bench.report.Section;
import dev.ticketchat.bench.report.Table;
import dev.ticketchat.bench.report.Unit;
import java.util.List;
import java.util.Optional;

/// What a message leaves for the garbage collector, and what threads wait for.
final class Allocation implements Run {
  private static final int ROUNDS = 3;
  private static final Crowd CROWD = Crowd.of(1_000, 2);
  private static final int FEW = 10;
  private static final int MANY = 110;
  private static final double GOAL_BYTES = 4 * 1024;

  @Override
  public String name() {
    return "allocation";
  }

  @Override
  public String summary() {
    return "bytes allocated per message, pinned virtual threads, locks that were waited for";
  }

  @Override
  public Section run(Stand stand) throws InterruptedException {
    try (var fleet = stand.fleet(List.of(TICKETCHAT), CROWD);
        var folder = stand.folder()) {
      var server = fleet.of(TICKETCHAT);
      stand.warmUp(server, CROWD);
      var rounds = Rounds.play(ROUNDS, List.of(TICKETCHAT), _ -> bytesPerMessage(stand, server));
      var bytes = rounds.figure(Measure.of("bytes", Unit.BYTES, Double::doubleValue), TICKETCHAT);

      var recording = folder.path().resolve("waits.jfr");
      var jvm = new Jvm(server.pid());
      jvm.record();
      var messages = allocatedBy(stand, server, MANY).messages();
      jvm.stopRecording(recording);
      return section(bytes, messages, Waits.read(recording));
    }
  }

  private Section section(Figure bytes, double messages, Waits waits) {
    var pinned = Figure.of((double) waits.pinned());
    return new Section(
        name(),
        "Allocation and waiting",
        """
        1,000 connections in rooms of 2 at full speed. Bytes are what all threads of the server \
        allocated for %d messages of each connection, less what they did for %d, so that coming and \
        going drops out. A flight recording of %,.0f messages counts virtual threads that held \
        their carrier while they waited, and locks that a thread found taken, however short.\
        """
            .formatted(MANY, FEW, messages),
        List.of(
            new Table(
                "Ticketchat",
                "per",
                List.of(
                    new Table.Column("allocated", Unit.BYTES),
                    new Table.Column("pinned", Unit.COUNT),
                    new Table.Column("locks waited for", Unit.COUNT),
                    new Table.Column("time waited for locks", Unit.MICROSECONDS)),
                List.of(
                    new Table.Row(
                        "message",
                        List.of(
                            Optional.of(bytes),
                            Optional.of(Figure.of(waits.pinned() / messages)),
                            Optional.of(Figure.of(waits.contended() / messages)),
                            Optional.of(
                                Figure.of(waits.contendedTime().toNanos() / 1e3 / messages))))))),
        List.of(
            Goal.atMost(GOAL_BYTES, "allocated per message", Unit.BYTES, bytes),
            Goal.atMost(0, "virtual threads pinned", Unit.COUNT, pinned)));
  }

  private static double bytesPerMessage(Stand stand, Server server) throws InterruptedException {
    var few = allocatedBy(stand, server, FEW);
    var many = allocatedBy(stand, server, MANY);
    return (many.bytes() - few.bytes()) / (many.messages() - few.messages());
  }

  private static Allocated allocatedBy(Stand stand, Server server, int count)
      throws InterruptedException {
    var jvm = new Jvm(server.pid());
    var before = jvm.allocated();
    var result = stand.load(server, Load.chat(CROWD).with("count", count).with("duration", 60));
    return new Allocated(jvm.allocated() - before, result.allMessages());
  }

  private record Allocated(double bytes, double messages) {}
}
