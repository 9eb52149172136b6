package dev.ticketchat.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/// Much of what one alone may come of, sent without reading an answer.
final class HostileFloods {
  private HostileFloods() {}

  static Stream<HostileAttack> all() {
    return Stream.of(
        flood("100,000 pings, unread", HostilePeer.PING, "x".repeat(100), 100_000),
        flood("100,000 pongs", 0x8a, "", 100_000),
        flood("100,000 empty messages", HostilePeer.TEXT, "", 100_000),
        new HostileAttack("100,000 fragments (CVE-2026-45736)", HostileFloods::fragments),
        flood("50,000 unknown events", HostilePeer.TEXT, "42[\"x\",{\"a\":1}]", 50_000),
        flood(
            "50,000 events called error (CVE-2024-38355)",
            HostilePeer.TEXT,
            "42[\"error\"]",
            50_000),
        flood(
            "200 unknown events of 900 kB",
            HostilePeer.TEXT,
            "42[\"x\",{" + HostilePeer.manyFields(900_000) + "}]",
            200),
        flood("100,000 unknown namespaces", HostilePeer.TEXT, "40/unknown-namespace,{}", 100_000),
        flood("10,000 joins of the namespace", HostilePeer.TEXT, "40", 10_000),
        flood(
            "10,000 joins without a token",
            HostilePeer.TEXT,
            "42[\"join_ticket\",{\"ticketId\":\"t\"}]",
            10_000),
        new HostileAttack("a placeholder 30,000 times", HostileFloods::placeholders));
  }

  private static HostileAttack flood(String name, int start, String text, int times) {
    return new HostileAttack(
        name,
        port -> {
          try (var peer = HostilePeer.socket(port)) {
            peer.flood(start, text, times);
          }
        });
  }

  private static void fragments(int port) throws Exception {
    for (var each : List.of("", "x")) {
      try (var peer = HostilePeer.socket(port)) {
        peer.frame(0x01, "42".getBytes(ISO_8859_1));
        peer.flood(0x00, each, 50_000);
      }
    }
  }

  private static void placeholders(int port) throws IOException {
    var placeholder = "{\"_placeholder\":true,\"num\":0}";
    var many = Stream.generate(() -> placeholder).limit(30_000).collect(joining(","));
    try (var peer = HostilePeer.socket(port)) {
      peer.text("451-7[\"ping\"," + many + "]");
      peer.frame(HostilePeer.BINARY, new byte[64 << 10]);
      assertThat(peer.textWith("437[")).contains("\"ok\":true");
    }
    for (var number : List.of("1", "-1", "1e9", "\"splice\"", "null", "{}")) {
      try (var peer = HostilePeer.socket(port)) {
        peer.text("451-[\"x\",{\"_placeholder\":true,\"num\":" + number + "}]");
        peer.frame(HostilePeer.BINARY, "x".getBytes(ISO_8859_1));
        peer.closeCode();
      }
    }
  }
}
