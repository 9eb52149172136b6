package dev.ticketchat.engine.example;

import dev.ticketchat.engine.engineio.EngineConfig;
import dev.ticketchat.engine.engineio.EngineIo;
import dev.ticketchat.engine.http.Cors;
import dev.ticketchat.engine.http.HttpConfig;
import dev.ticketchat.engine.http.HttpServer;
import dev.ticketchat.engine.http.Mount;
import dev.ticketchat.engine.socketio.ClientBundle;
import dev.ticketchat.engine.socketio.SocketIo;
import dev.ticketchat.engine.socketio.SocketIoConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import tools.jackson.databind.json.JsonMapper;

/// Everybody who connects hears what everybody else says.
public final class Lobby {
  private Lobby() {}

  public static void main(String[] args) throws IOException {
    System.out.println("Listening on " + start(3000).address());
  }

  public static HttpServer start(int port) throws IOException {
    var socketIo = new SocketIo(SocketIoConfig.defaults(), new JsonMapper());
    socketIo
        .namespace("/")
        .onConnect(socket -> socket.join("lobby"))
        .on(
            "say",
            (socket, arguments, ack) -> {
              socket.to("lobby").emit("said", socket.id(), arguments.getFirst());
              ack.send("ok");
            });

    var path = "/socket.io/";
    var mounts = new ArrayList<Mount>(new ClientBundle().routes(path));
    mounts.add(new EngineIo(EngineConfig.defaults(path), request -> true, socketIo));
    var http =
        new HttpConfig("0.0.0.0", port, 0, Duration.ofSeconds(30), 10_000, new Cors.SameOrigin());
    return HttpServer.start(http, mounts);
  }
}
