package dev.ticketchat.bench.process;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a generator is asked to do: the options of its command line.
public record Load(Map<String, String> options) {
  /// For connecting, for what is outstanding at the end, and for a machine that is busy.
  private static final double SLACK_SECONDS = 120;

  /// Messages of 100 characters, each connection one at a time: as fast as the server is.
  public static Load chat(Crowd crowd) {
    return of("chat", crowd);
  }

  /// Connects, signs in and joins; then holds.
  public static Load connect(Crowd crowd) {
    return of("connect", crowd);
  }

  /// Pages of history, each connection one at a time.
  public static Load history(Crowd crowd) {
    return of("history", crowd);
  }

  /// Messages with one file of 1 MiB each: a PDF, since not every generator can make a picture that
  /// is one.
  public static Load upload(Crowd crowd) {
    return of("upload", crowd)
        .with("attach-name", "report.pdf")
        .with("attach-type", "application/pdf");
  }

  private static Load of(String scenario, Crowd crowd) {
    return new Load(Map.of())
        .with("scenario", scenario)
        .with("conns", crowd.connections())
        .with("members", crowd.members())
        .with("base", crowd.first())
        .with("claims", crowd.claims())
        .with("claims-rest", crowd.otherClaims())
        .with("secret", Peer.SECRET);
  }

  public Load with(String option, Object value) {
    var more = new LinkedHashMap<>(options);
    more.put(option, value.toString());
    return new Load(more);
  }

  /// Seconds before measuring, and of measuring.
  public Load lasting(double warmUp, double measured) {
    return with("warmup", warmUp).with("duration", measured);
  }

  List<String> arguments(Server server) {
    var arguments = new ArrayList<String>();
    with("url", server.hostAndPort())
        .with("server-pid", server.pid())
        .options
        .forEach((option, value) -> arguments.addAll(List.of("--" + option, value)));
    arguments.add("--quiet");
    return arguments;
  }

  Duration patience() {
    var seconds = SLACK_SECONDS + number("warmup") + number("duration") + number("hold");
    return Duration.ofMillis((long) (seconds * 1000));
  }

  private double number(String option) {
    return Double.parseDouble(options.getOrDefault(option, "0"));
  }
}
