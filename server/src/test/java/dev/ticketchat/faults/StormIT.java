package dev.ticketchat.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ticketchat.faults.ledger.Checker;
import dev.ticketchat.faults.ledger.History;
import dev.ticketchat.faults.ledger.Ledger;
import dev.ticketchat.faults.ledger.Told;
import dev.ticketchat.faults.ledger.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// All clients lose their connections at once, while messages go on.
final class StormIT {
  private static final int CLIENTS = Integer.getInteger("storm.clients", 10_000);
  private static final int CLIENTS_OF_A_RESTART = 2_000;
  private static final int BYSTANDERS = 50;
  private static final int TALKERS = 200;

  /// On a machine that did other work during the first.
  private static final int FURTHER_STORMS = 2;

  private static final Duration HARDLY_ANYTHING = Duration.ofMillis(500);
  private static final Duration ALL_BACK = Duration.ofSeconds(30);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path folder;

  private final Tokens tokens = new Tokens();

  @Test
  void everyoneIsBackWithin30SecondsAndTheOthersHardlyNotice() throws Exception {
    try (var server = start();
        var crowd = new Crowd(server.address(), tokens, "cut", CLIENTS);
        var others = new Crowd(server.address(), tokens, "spared", BYSTANDERS);
        var talk = new Talk(Duration.ofSeconds(2))) {
      var desk = enter(server, crowd, others);
      try (var missed = new SteadyLoad(others.admins(10), crowd.tickets(), 100);
          var own = new SteadyLoad(others.clients().all(), others.tickets(), 100)) {
        talk.begin(crowd.admins(Math.min(TALKERS, CLIENTS / 5)), crowd.tickets());
        rehearse(crowd);
        var quiet = System.nanoTime();
        await().atMost(PATIENCE).until(() -> own.since(quiet).size() > 200);
        var before = own.since(quiet);

        var meanwhile = storm(crowd, own);
        for (var again = 0; again < FURTHER_STORMS && !hardlyNoticed(meanwhile); again++) {
          meanwhile = storm(crowd, own);
        }

        own.stop();
        missed.stop();
        talk.stop();
        await().atMost(PATIENCE).until(() -> own.open() + missed.open() + talk.open() == 0);
        var verdict = verdict(desk, crowd, others);
        report("answers to the others before", before);
        report("answers to the others meanwhile", meanwhile);
        System.out.println(verdict.table());
        assertThat(verdict.clean()).as(verdict::toString).isTrue();
        assertThat(hardlyNoticed(meanwhile)).as("99 of 100 within " + HARDLY_ANYTHING).isTrue();
      }
    }
  }

  @Test
  void everyoneIsRecoveredByTheNextServerAfterADeployAndAfterACrash() throws Exception {
    try (var server = start();
        var crowd = new Crowd(server.address(), tokens, "all", CLIENTS_OF_A_RESTART);
        var talk = new Talk(Duration.ofSeconds(2))) {
      var desk = enter(server, crowd);
      talk.begin(crowd.admins(TALKERS), crowd.tickets());
      await().atMost(PATIENCE).until(() -> talk.acknowledged() > TALKERS);

      var ended = System.nanoTime();
      assertThat(server.end()).isZero();
      server.start();
      await().atMost(ALL_BACK).until(() -> crowd.recoveredSince(ended));
      report("back after a deploy", crowd.returnsSince(ended));

      var killed = System.nanoTime();
      server.kill();
      server.start();
      await().atMost(ALL_BACK).until(() -> crowd.recoveredSince(killed));
      report("back after a crash", crowd.returnsSince(killed));

      talk.stop();
      await().atMost(PATIENCE).until(() -> talk.open() == 0);
      var verdict = verdict(desk, crowd);
      System.out.println(verdict.table());
      assertThat(verdict.clean()).as(verdict::toString).isTrue();
    }
  }

  /// What the others' messages took, while everyone was cut and until everyone was back.
  private static List<Duration> storm(Crowd crowd, SteadyLoad others) {
    var cut = System.nanoTime();
    crowd.cut();
    await().atMost(ALL_BACK).until(() -> crowd.recoveredSince(cut));
    report("back after", crowd.returnsSince(cut));
    return others.since(cut);
  }

  private static boolean hardlyNoticed(List<Duration> answers) {
    return share(answers, 0.99).compareTo(HARDLY_ANYTHING) < 0;
  }

  /// With as much memory as the launcher gives it.
  private Deployment start() throws Exception {
    var options = List.of("-Xmx512m");
    var server = new Deployment(folder, folder.resolve("data"), tokens, Map.of(), options);
    server.process().port();
    return server;
  }

  private Desk enter(Deployment server, Crowd... crowds) throws Exception {
    var desk = server.desk();
    for (var crowd : crowds) {
      crowd.enter(desk);
    }
    return desk;
  }

  /// A server that has run for a while has its code compiled.
  private static void rehearse(Crowd crowd) {
    var cut = System.nanoTime();
    crowd.cut(CLIENTS / 5);
    await().atMost(PATIENCE).until(() -> crowd.recoveredSince(cut, CLIENTS / 5));
  }

  private static Verdict verdict(Desk desk, Crowd... crowds) throws Exception {
    var ledgers = new ArrayList<Ledger>();
    var histories = new HashMap<String, List<Told>>();
    for (var crowd : crowds) {
      crowd.clients().settle().get();
      ledgers.addAll(crowd.clients().ledgers());
      histories.putAll(desk.history(crowd.tickets()).tickets());
    }
    return Checker.checkAtRest(ledgers, new History(histories));
  }

  private static void report(String what, List<Duration> sorted) {
    System.out.printf(
        "%s, of %d: half %d ms, 99%% %d ms, the last %d ms%n",
        what,
        sorted.size(),
        share(sorted, 0.5).toMillis(),
        share(sorted, 0.99).toMillis(),
        sorted.getLast().toMillis());
  }

  private static Duration share(List<Duration> sorted, double share) {
    return sorted.get((int) (share * (sorted.size() - 1)));
  }
}
