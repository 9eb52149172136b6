package dev.ticketchat.engine.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.socket.client.Ack;
import io.socket.client.IO;
import io.socket.client.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ReadmeIT {

  @Test
  void showsTheExampleAsItIsCompiled() throws Exception {
    var readme = Files.readString(Path.of("README.md"));
    var source =
        Files.readString(Path.of("src/test/java/dev/ticketchat/engine/example/Lobby.java"));
    int start = source.indexOf("    var socketIo");
    var body =
        source.substring(start, source.indexOf("  }\n}", start)).stripTrailing().stripIndent()
            + "\n";

    assertThat(readme).contains("```java\n" + body + "```\n");
  }

  @Test
  void letsEverybodyElseHearWhatSomebodySays() throws Exception {
    var server = Lobby.start(0);
    var url = "http://127.0.0.1:" + server.address().getPort();
    var speaker = connect(url);
    var listener = connect(url);
    try {
      var heard = new CompletableFuture<Object[]>();
      var answer = new CompletableFuture<Object[]>();
      listener.on("said", heard::complete);

      speaker.emit("say", new Object[] {"hello"}, (Ack) answer::complete);

      assertThat(answer.get(20, TimeUnit.SECONDS)).containsExactly("ok");
      assertThat(heard.get(20, TimeUnit.SECONDS)).containsExactly(speaker.id(), "hello");
    } finally {
      speaker.disconnect();
      listener.disconnect();
      server.close(Duration.ofSeconds(1));
    }
  }

  private static Socket connect(String url) throws Exception {
    var client = IO.socket(URI.create(url), IO.Options.builder().setForceNew(true).build());
    var connected = new CompletableFuture<Object[]>();
    client.on("connect", connected::complete);
    client.connect();
    connected.get(20, TimeUnit.SECONDS);
    return client;
  }
}
