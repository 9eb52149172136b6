package dev.ticketchat.bench.load;

import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/// Options: what the users do, and how long.
final class TrafficFlags {
  @Option(
      names = "--scenario",
      paramLabel = "connect|chat|history|upload",
      description = "What the users do once they are in their rooms.")
  private Optional<Scenario> scenario = Optional.empty();

  @Option(
      names = "--senders",
      paramLabel = "N",
      description =
          "Senders of a room. One, with as many members as connections: a broadcast. [all]")
  private Optional<Integer> senders = Optional.empty();

  @Option(
      names = "--window",
      paramLabel = "W",
      description =
          "Closed loop: what each sender has under way; the next begins when one is answered."
              + " [${DEFAULT-VALUE}]")
  private int window = 1;

  @Option(
      names = "--open-rate",
      paramLabel = "R",
      description =
          "Open loop instead: R per second over all, answered or not. Latency counts from the"
              + " scheduled time.")
  private double openRate = 0;

  @Option(
      names = "--count",
      paramLabel = "N",
      description =
          "Closed loop: each sender sends N, and the run is over, after --duration at the latest.")
  private int count = 0;

  @Option(
      names = "--payload",
      paramLabel = "P",
      description = "Bytes of a message's text. [${DEFAULT-VALUE}]")
  private int payload = 100;

  @Option(
      names = "--verify",
      description =
          "Check every delivery: each message once, in the same order for every member, seq without"
              + " gaps, all fields there.")
  private boolean verify;

  @Option(
      names = "--attach",
      paramLabel = "B",
      description = "upload: bytes of each message's file. [${DEFAULT-VALUE}]")
  private int attach = 1 << 20;

  @Option(
      names = "--attach-name",
      paramLabel = "F",
      description = "upload: what the file is called. [${DEFAULT-VALUE}]")
  private String attachName = "photo.png";

  @Option(
      names = "--attach-type",
      paramLabel = "T",
      description =
          "upload: its type. Of image/png it is a picture, else a PDF. [${DEFAULT-VALUE}]")
  private String attachType = "image/png";

  @Option(
      names = "--preload",
      paramLabel = "N",
      description = "history: messages put into each ticket before. [${DEFAULT-VALUE}]")
  private int preload = 0;

  @Option(
      names = "--warmup",
      paramLabel = "S",
      description = "Seconds of the same that are not measured. [${DEFAULT-VALUE}]")
  private double warmup = 2;

  @Option(
      names = "--duration",
      paramLabel = "S",
      description = "Seconds that are measured. [${DEFAULT-VALUE}]")
  private double duration = 5;

  @Option(
      names = "--hold",
      paramLabel = "S",
      description = "connect: seconds that connections stay. [${DEFAULT-VALUE}]")
  private double hold = 5;

  @Option(
      names = "--timeout",
      paramLabel = "S",
      description = "Seconds to wait for what is under way at the end. [${DEFAULT-VALUE}]")
  private double timeout = 10;

  LoadPlan.Traffic traffic() {
    return new LoadPlan.Traffic(
        scenario.orElseThrow(() -> new BadOption("--scenario must be given.")),
        senders.orElse(Integer.MAX_VALUE),
        window,
        openRate,
        count,
        payload,
        new SentFile(attachName, attachType, attach),
        preload,
        verify);
  }

  LoadPlan.Timing timing() {
    return new LoadPlan.Timing(seconds(warmup), seconds(duration), seconds(hold), seconds(timeout));
  }

  private static Duration seconds(double seconds) {
    Require.that(seconds >= 0 && seconds <= 86_400, "Times are in seconds, up to a day.");
    return Duration.ofNanos(Math.round(seconds * 1e9));
  }
}
