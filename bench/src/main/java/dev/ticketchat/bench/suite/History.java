package dev.ticketchat.bench.suite;

import static dev.ticketchat.bench.suite.Measure.MEDIAN;
import static dev.ticketchat.bench.suite.Measure.P99;
import static dev.ticketchat.bench.suite.Peers.NODE_FULL;
import static dev.ticketchat.bench.suite.Peers.TICKETCHAT;

import dev.ticketchat.bench.process.Crowd;
import dev.ticketchat.bench.process.Load;
import dev.ticketchat.bench.process.LoadResult;
import dev.ticketchat.bench.process.Peer;
import dev.ticketchat.bench.process.Scratch;
import dev.ticketchat.bench.process.Seed;
import dev.ticketchat.bench.process.Server;
import dev.ticketchat.bench.report.Goal;
import dev.ticketchat.bench.report.Section;
import dev.ticketchat.bench.report.Unit;
import dev.ticketchat.bench.suite.Rounds.Labels;
import java.util.ArrayList;
import java.util.List;

/// How long a page of a long ticket takes, in ever larger databases.
final class History implements Run {
  private static final int WARM_UP = 1;
  private static final int ROUNDS = 3;
  private static final List<Integer> SIZES = List.of(10_000, 500_000, 5_000_000);
  private static final int TICKET = 100_000;
  private static final int MESSAGES_OF_A_TICKET = 100;
  private static final int RATE = 100;
  private static final Crowd ASKERS = Crowd.of(2, 2);
  private static final double GOAL_MILLIS = 1.5;
  private static final double FLAT = 1.25;

  @Override
  public String name() {
    return "history";
  }

  @Override
  public String summary() {
    return "a page of 50 messages, in databases of up to %,d".formatted(SIZES.getLast());
  }

  @Override
  public Section run(Stand stand) throws InterruptedException {
    var databases = new ArrayList<Database>();
    for (var size : SIZES) {
      databases.add(new Database(TICKETCHAT, size));
      databases.add(new Database(NODE_FULL, size));
    }
    try (var fleet = stand.fleet(databases, (database, folder) -> open(stand, database, folder))) {
      return section(
          Rounds.play(WARM_UP + ROUNDS, databases, database -> ask(stand, fleet.of(database)))
              .without(WARM_UP));
    }
  }

  private static Server open(Stand stand, Database database, Scratch folder)
      throws InterruptedException {
    var messages = database.messages();
    var seed = new Seed(messages, messages / MESSAGES_OF_A_TICKET, Math.min(TICKET, messages));
    return stand.start(database.peer(), folder, seed);
  }

  private static LoadResult ask(Stand stand, Server server) throws InterruptedException {
    return stand.load(server, Load.history(ASKERS).with("open-rate", RATE).lasting(1, 3));
  }

  private Section section(Rounds<Database, LoadResult> rounds) {
    var goals = new ArrayList<Goal>();
    for (var size : SIZES) {
      var median = rounds.figure(MEDIAN, new Database(TICKETCHAT, size));
      var words = "median of a page among %,d messages".formatted(size);
      goals.add(Goal.atMost(GOAL_MILLIS, words, Unit.MILLISECONDS, median));
    }
    goals.add(
        Goal.atMost(
            FLAT,
            "median of a page among %,d, of that among %,d"
                .formatted(SIZES.getLast(), SIZES.getFirst()),
            Unit.RATIO,
            rounds.ratio(
                MEDIAN,
                new Database(TICKETCHAT, SIZES.getLast()),
                new Database(TICKETCHAT, SIZES.getFirst()))));
    return new Section(
        name(),
        "History",
        """
        The latest 50 messages of a ticket that has %,d, or all that there are, in databases whose \
        other messages are in tickets of %d; %d pages a second.\
        """
            .formatted(TICKET, MESSAGES_OF_A_TICKET, RATE),
        List.of(
            rounds.table(
                "A page of 50",
                new Labels<>("messages in the database", Database::title),
                List.of(MEDIAN, P99))),
        goals);
  }

  private record Database(Peer peer, int messages) {
    String title() {
      return "%s, %,d".formatted(peer.title(), messages);
    }
  }
}
