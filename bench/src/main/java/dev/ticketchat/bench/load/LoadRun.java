package dev.ticketchat.bench.load;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// Goes through the phases of a run: connect, warm up, measure, wait for what is under way, end.
final class LoadRun {
  /// How long connections may take to be decided on: more than any of them waits without progress.
  private static final Duration EVER = Duration.ofHours(1);

  private static final Duration PRELOAD = Duration.ofMinutes(2);

  /// What the server does with the last who joined.
  private static final Duration SETTLE = Duration.ofMillis(200);

  private static final Duration SECOND = Duration.ofSeconds(1);

  private final LoadPlan plan;
  private final Proc proc = new Proc(Path.of("/proc"));
  private final PrintWriter progress;

  /// @param progress for people who wait
  LoadRun(LoadPlan plan, PrintWriter progress) {
    this.plan = plan;
    this.progress = progress;
  }

  Course run() throws InterruptedException {
    try (var crew = Crew.assemble(ofAll())) {
      var start = sample();
      crew.await(Worker::connect, EVER);
      double connectSeconds = (System.nanoTime() - start.nanos()) / 1e9;
      int connected = crew.ask(Worker::ready).stream().mapToInt(Integer::intValue).sum();
      say(
          "connected %d of %d in %.2f s"
              .formatted(connected, plan.crowd().conns(), connectSeconds));
      pause(SETTLE);
      var joined = sample();
      if (connected > 0) {
        warmUp(crew);
      }
      var opened = sample();
      if (connected > 0) {
        measure(crew);
      }
      var closed = sample();
      boolean drained = crew.await(Worker::outstanding, plan.timing().timeout());
      var turns = new Course.Turns(start, joined, opened, closed, sample());
      var outcome = crew.ask(Worker::end).stream().reduce(Outcome.none(), Outcome::absorb);
      return new Course(crew.size(), connected, connectSeconds, turns, drained, outcome);
    }
  }

  private Worker.Run ofAll() {
    var random = new SecureRandom();
    var nonce = new byte[16];
    random.nextBytes(nonce);
    var upgrade = new Upgrade(plan.connecting().authority(), nonce);
    return new Worker.Run(plan, random.nextInt(), upgrade);
  }

  private Sample sample() {
    return Sample.take(proc, plan.reporting().serverPids());
  }

  private void warmUp(Crew crew) throws InterruptedException {
    var traffic = plan.traffic();
    if (traffic.scenario() == Scenario.CONNECT) {
      return;
    }
    if (traffic.scenario() == Scenario.HISTORY && traffic.preload() > 0) {
      crew.tell(Worker::preload);
      if (!crew.await(Worker::outstanding, PRELOAD)) {
        say("not all messages are in the tickets");
      }
    }
    if (traffic.count() == 0) {
      crew.tell(Worker::begin);
      pause(plan.timing().warmup());
    }
  }

  private void measure(Crew crew) throws InterruptedException {
    crew.tell(Worker::openWindow);
    if (plan.traffic().scenario() == Scenario.CONNECT) {
      pause(plan.timing().hold());
    } else if (plan.traffic().count() > 0) {
      crew.tell(Worker::begin);
      crew.await(Worker::outstanding, plan.timing().duration());
    } else {
      watch(crew, plan.timing().duration());
    }
    crew.tell(Worker::closeWindow);
  }

  /// Lets a time pass, and tells of each second.
  private void watch(Crew crew, Duration duration) throws InterruptedException {
    long end = System.nanoTime() + duration.toNanos();
    long before = answered(crew);
    for (long left = duration.toNanos(); left > 0; left = end - System.nanoTime()) {
      var next = Duration.ofNanos(Math.min(left, SECOND.toNanos()));
      pause(next);
      if (next.equals(SECOND)) {
        long now = answered(crew);
        say("%d per second".formatted(now - before));
        before = now;
      }
    }
  }

  private static long answered(Crew crew) {
    return crew.ask(Worker::answered).stream().mapToLong(Long::longValue).sum();
  }

  private void say(String words) {
    if (!plan.reporting().quiet()) {
      progress.println("  " + words);
      progress.flush();
    }
  }

  private static void pause(Duration time) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(time.toNanos());
  }
}
