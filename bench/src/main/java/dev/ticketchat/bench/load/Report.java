package dev.ticketchat.bench.load;

import java.math.BigDecimal;
import java.math.RoundingMode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The result of a run as one line of JSON. Times are in milliseconds or, where the name says `_s`,
/// in seconds; memory is in bytes.
final class Report {
  private static final double MEGA = 1e6;

  private final LoadPlan plan;
  private final Course course;
  private final Course.Turns turns;
  private final Outcome outcome;
  private final Totals totals;
  private final double window;
  private final ObjectNode json = JsonMapper.shared().createObjectNode();

  private Report(LoadPlan plan, Course course) {
    this.plan = plan;
    this.course = course;
    this.turns = course.turns();
    this.outcome = course.outcome();
    this.totals = outcome.totals();
    this.window = Math.max(turns.windowSeconds(), 1e-9);
  }

  static String of(LoadPlan plan, Course course) {
    return new Report(plan, course).write();
  }

  private String write() {
    putRun();
    if (plan.traffic().scenario() == Scenario.CONNECT) {
      json.put("hold_s", round(window, 1)).put("pings", totals.pings());
    } else {
      putTraffic();
    }
    putFaults();
    if (!plan.reporting().serverPids().isEmpty()) {
      putServer();
    }
    putClient();
    putMachine();
    putKernel();
    return json.toString();
  }

  private void putRun() {
    var crowd = plan.crowd();
    json.put("scenario", plan.traffic().scenario().toString())
        .put("label", plan.reporting().label())
        .put("ok", course.ok(crowd))
        .put("conns", crowd.conns())
        .put("members", crowd.members())
        .put("rooms", crowd.rooms())
        .put("threads", course.threads())
        .put("connected", course.connected())
        .put("failed", outcome.ending().failed())
        .put("alive", outcome.ending().alive())
        .put("connect_s", round(course.connectSeconds(), 3))
        .put("connect_per_s", round(course.connected() / course.connectSeconds(), 0));
    putLatencies("handshake_ms", outcome.handshakes());
  }

  private void putTraffic() {
    var traffic = plan.traffic();
    long deliveries = totals.own() + totals.others();
    json.put("window_s", round(window, 2))
        .put("sent", totals.sent())
        .put("messages", totals.own())
        .put("messages_per_s", round(totals.own() / window, 1))
        .put("deliveries", deliveries)
        .put("deliveries_per_s", round(deliveries / window, 1))
        .put("rx_mb_per_s", round(totals.readBytes() / MEGA / window, 2))
        .put("tx_mb_per_s", round(totals.writtenBytes() / MEGA / window, 2));
    if (traffic.scenario() == Scenario.UPLOAD) {
      json.put("attach_bytes", traffic.attach().size())
          .put(
              "attach_mb_per_s",
              round((double) totals.own() * traffic.attach().size() / MEGA / window, 2));
    }
    if (traffic.scenario() == Scenario.HISTORY && traffic.verify()) {
      json.put("items", totals.items());
    }
    putLatencies("own_ms", outcome.own());
    putLatencies("other_ms", outcome.others());
    json.put("total_sent", totals.allSent())
        .put("total_own", totals.allOwn())
        .put("total_other", totals.allOthers());
    if (traffic.scenario().sendsMessages()) {
      json.put("lost", outcome.ending().lost())
          .put("not_seen_by_member", outcome.ending().unseen());
    }
    json.put("drained", course.drained()).put("verified", traffic.verify());
  }

  private void putFaults() {
    var errors = json.putObject("errors");
    outcome.faults().counts().forEach((fault, count) -> errors.put(fault.word(), count));
    outcome.faults().first().ifPresent(words -> json.put("first_error", words));
  }

  private void putServer() {
    var start = turns.start().server();
    var joined = turns.joined().server();
    var opened = turns.opened().server();
    var closed = turns.closed().server();
    double cpu = closed.cpu() - opened.cpu();
    var server =
        json.putObject("server")
            .put("pids", plan.reporting().serverPids().size())
            .put("cpu_user_s", round(closed.user() - opened.user(), 2))
            .put("cpu_sys_s", round(closed.system() - opened.system(), 2))
            .put("cpu_cores", round(cpu / window, 3));
    if (totals.own() > 0) {
      server.put("cpu_s_per_1000", round(cpu * 1000 / totals.own(), 5));
    }
    server
        .put("connect_cpu_s", round(joined.cpu() - start.cpu(), 2))
        .put("rss_before", start.resident())
        .put("rss_connected", joined.resident())
        .put("rss_end", closed.resident())
        .put("rss_peak", Math.max(closed.peak(), turns.end().server().peak()))
        .put("rss_per_conn", perConnection(joined.resident() - start.resident()))
        .put("rss_per_conn_end", perConnection(closed.resident() - start.resident()));
  }

  private void putClient() {
    var opened = turns.opened().client();
    var closed = turns.closed().client();
    json.putObject("client")
        .put("cpu_user_s", round(closed.user() - opened.user(), 2))
        .put("cpu_sys_s", round(closed.system() - opened.system(), 2))
        .put("maxrss_mb", round(closed.peak() / (double) (1 << 20), 1));
  }

  /// `other` is neither this process nor those asked for.
  private void putMachine() {
    var opened = turns.opened();
    var closed = turns.closed();
    double busy = closed.machine().busy() - opened.machine().busy();
    double known =
        closed.client().cpu()
            - opened.client().cpu()
            + closed.server().cpu()
            - opened.server().cpu();
    json.putObject("machine")
        .put("busy_cores", round(busy / window, 3))
        .put("other_cores", round((busy - known) / window, 3))
        .put(
            "steal_cores",
            round((closed.machine().stolen() - opened.machine().stolen()) / window, 3));
  }

  private void putKernel() {
    var start = turns.start().kernel();
    var joined = turns.joined().kernel();
    var end = turns.end().kernel();
    long slab = joined.slab() - start.slab();
    json.putObject("kernel")
        .put("slab_mb", round(slab / MEGA, 1))
        .put("slab_per_conn", perConnection(slab))
        .put("slab_per_conn_end", perConnection(end.slab() - start.slab()))
        .put("sock_mem_mb", round((joined.socketBuffers() - start.socketBuffers()) / MEGA, 1))
        .put("available_drop_mb", round((start.available() - end.available()) / MEGA, 1));
  }

  private void putLatencies(String name, Latencies latencies) {
    json.putObject(name)
        .put("n", latencies.count())
        .put("mean", round(latencies.meanMillis(), 4))
        .put("p50", round(latencies.percentileMillis(50), 4))
        .put("p90", round(latencies.percentileMillis(90), 4))
        .put("p99", round(latencies.percentileMillis(99), 4))
        .put("p999", round(latencies.percentileMillis(99.9), 4))
        .put("max", round(latencies.maxMillis(), 4));
  }

  private BigDecimal perConnection(long bytes) {
    return round((double) bytes / Math.max(1, course.connected()), 0);
  }

  private static BigDecimal round(double value, int digits) {
    return BigDecimal.valueOf(value).setScale(digits, RoundingMode.HALF_UP);
  }
}
