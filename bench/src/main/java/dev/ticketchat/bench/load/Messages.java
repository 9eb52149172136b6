package dev.ticketchat.bench.load;

import java.util.SplittableRandom;

/// How the messages of a run are written, and known again when they come back. For one thread.
record Messages(MessageWriter writer, Stamp stamp) {

  /// Those of a plan.
  ///
  /// @param run in the stamp of each
  static Messages of(LoadPlan plan, int run, PacketBuffer packet, SplittableRandom random) {
    var traffic = plan.traffic();
    var tickets = plan.identity().ticket();
    var stamp = new Stamp(run);
    var text = new Filler(stamp, traffic.payload());
    var writer =
        switch (traffic.scenario()) {
          case UPLOAD -> new FileMessages(packet, tickets, text, random, traffic.attach());
          case CONNECT, CHAT, HISTORY -> new TextMessages(packet, tickets, text, random);
        };
    return new Messages(writer, stamp);
  }
}
