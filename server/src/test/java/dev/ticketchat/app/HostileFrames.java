package dev.ticketchat.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.stream.Stream;

/// Frames that break the rules of WebSockets: each ends the connection with the right code.
final class HostileFrames {
  private static final int BROKEN_RULE = 1002;
  private static final int NOT_UTF8 = 1007;
  private static final int TOO_BIG = 1009;

  private HostileFrames() {}

  static Stream<HostileAttack> all() {
    return Stream.of(
        frame("a frame of 2^63 bytes", "82ff 8000000000000000 00000000", BROKEN_RULE),
        frame("a frame of 2^62 bytes (CVE-2016-10542)", "82ff 4000000000000000 00000000", TOO_BIG),
        frame("a frame of a gigabyte", "81ff 0000000040000000 00000000", TOO_BIG),
        frame("a frame that is not masked", "8102 3432", BROKEN_RULE),
        frame("a compressed frame", "c182 00000000 3432", BROKEN_RULE),
        frame("an unknown opcode", "8380 00000000", BROKEN_RULE),
        frame("a ping in fragments", "0980 00000000", BROKEN_RULE),
        frame("a ping of 126 bytes", "89fe 007e 00000000", BROKEN_RULE),
        frame("a close with a reserved code", "8882 00000000 03ed", BROKEN_RULE),
        frame("a continuation of nothing", "8080 00000000", BROKEN_RULE),
        frame("text that is no UTF-8", "8183 00000000 34c080", NOT_UTF8),
        frame("text that is half a surrogate pair", "8184 00000000 34eda080", NOT_UTF8));
  }

  private static HostileAttack frame(String name, String hex, int code) {
    return new HostileAttack(
        name,
        port -> {
          try (var peer = HostilePeer.socket(port)) {
            peer.send(HexFormat.of().parseHex(hex.replace(" ", "")));
            assertThat(peer.closeCode()).isEqualTo(code);
          }
        });
  }
}
