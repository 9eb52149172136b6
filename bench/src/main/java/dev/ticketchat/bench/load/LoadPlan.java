package dev.ticketchat.bench.load;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/// All that a run was asked to do, checked.
record LoadPlan(
    Crowd crowd,
    Connecting connecting,
    Identity identity,
    Traffic traffic,
    Timing timing,
    Reporting reporting) {

  /// Where to connect to, and how fast.
  ///
  /// @param rate connects per second, over all threads; 0: as fast as `inflight` lets
  /// @param inflight sign-ins under way at a time
  record Connecting(
      InetSocketAddress server, double rate, int inflight, int threads, SourceAddresses sources) {
    Connecting {
      Require.that(!server.isUnresolved(), "--url: there is no such host.");
      Require.that(rate >= 0, "--rate must not be negative.");
      Require.that(inflight > 0, "--inflight must be positive.");
      Require.that(threads > 0, "--threads must be positive.");
    }

    String authority() {
      return server.getHostString() + ":" + server.getPort();
    }
  }

  /// Who the users say that they are.
  ///
  /// @param claims of a room's first member
  /// @param claimsOfRest of its others
  record Identity(String secret, Template claims, Template claimsOfRest, TicketName ticket) {
    Identity {
      Require.that(!secret.isEmpty(), "--secret must not be empty.");
    }

    Template claimsOf(int member) {
      return member == 0 ? claims : claimsOfRest;
    }
  }

  /// What they do.
  ///
  /// @param senders how many of a room's members send
  /// @param window closed loop: messages or requests that each has under way
  /// @param openRate open loop: so many per second over all threads; 0: closed loop
  /// @param count closed loop: so many of each sender, then none; 0: without end
  /// @param payload bytes of a message's text
  /// @param attach a message's file
  /// @param preload messages put into each ticket before its history is loaded
  record Traffic(
      Scenario scenario,
      int senders,
      int window,
      double openRate,
      int count,
      int payload,
      SentFile attach,
      int preload,
      boolean verify) {
    private static final int LONGEST_TEXT = 64_000;

    Traffic {
      Require.that(senders > 0, "--senders must be positive.");
      Require.that(window > 0, "--window must be positive.");
      Require.that(openRate >= 0, "--open-rate must not be negative.");
      Require.that(count >= 0, "--count must not be negative.");
      Require.that(
          count == 0 || openRate == 0, "--count is for the closed loop, without --open-rate.");
      Require.that(
          payload >= Stamp.LENGTH && payload <= LONGEST_TEXT,
          "--payload must be %d to %d.".formatted(Stamp.LENGTH, LONGEST_TEXT));
      Require.that(preload >= 0, "--preload must not be negative.");
    }
  }

  /// How long what takes.
  ///
  /// @param hold how long the connections of [Scenario#CONNECT] stay
  /// @param timeout the longest wait for what is under way at the end
  record Timing(Duration warmup, Duration duration, Duration hold, Duration timeout) {}

  /// What is told of it.
  ///
  /// @param serverPids the processes whose CPU and memory are of interest
  record Reporting(List<Long> serverPids, String label, boolean quiet) {}
}
