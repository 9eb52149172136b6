package dev.ticketchat.engine.http;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.netty.channel.epoll.Epoll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// The native code and the rest of Netty come in two versions, which have to get along: were they
/// not to, the server would run on NIO without a word.
final class NativeTransportTest {

  @Test
  @EnabledOnOs(
      value = OS.LINUX,
      architectures = {"amd64", "aarch64"})
  void linuxRunsOnEpoll() {
    assertThatCode(Epoll::ensureAvailability).doesNotThrowAnyException();
  }
}
