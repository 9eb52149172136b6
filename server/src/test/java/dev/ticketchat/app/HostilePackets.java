package dev.ticketchat.app;

import java.util.stream.Stream;

/// Packets that may not come: each ends its session.
final class HostilePackets {
  private HostilePackets() {}

  static Stream<HostileAttack> all() {
    var deep = "[".repeat(450_000) + "]".repeat(450_000);
    return Stream.of(
        packet("JSON 450,000 deep", "42[\"x\"," + deep + "]"),
        packet("JSON 450,000 deep in the auth", "40/x," + deep),
        packet("JSON that never ends", "42[\"x\"," + "[".repeat(900_000)),
        packet("a text of 2 MB besides files", "42[\"x\"," + "1,".repeat(1_000_000) + "1]"),
        packet("a number of a million digits", "42[\"x\"," + "1".repeat(900_000) + "]"),
        packet("an ack id of a million digits", "42" + "1".repeat(900_000) + "[\"x\"]"),
        packet("a million attachments (CVE-2026-33151)", "451000000-[\"x\"]"),
        packet("digits without end for attachments (CVE-2020-36049)", "45" + "1".repeat(900_000)),
        packet("minus one attachment", "45-1-[\"x\"]"),
        packet("an event whose name is an object (CVE-2023-32695)", "42[{\"toString\":\"x\"}]"),
        packet("a reserved event", "42[\"disconnecting\"]"),
        packet("an event of another namespace", "42/admin,[\"x\"]"),
        packet("an auth of a megabyte", "40/x,{" + HostilePeer.manyFields(900_000) + "}"),
        packet("no packet", "4\u0000\u0000"),
        packet("an empty packet", ""));
  }

  private static HostileAttack packet(String name, String text) {
    return new HostileAttack(
        name,
        port -> {
          try (var peer = HostilePeer.socket(port)) {
            peer.flood(HostilePeer.TEXT, text, 1);
            peer.closeCode();
          }
        });
  }
}
