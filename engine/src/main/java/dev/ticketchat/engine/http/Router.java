package dev.ticketchat.engine.http;

import java.util.List;
import java.util.TreeSet;

/// Finds who answers a request: a mount, a preflight's answer, or a refusal.
final class Router {
  private static final Mount NOT_FOUND = new Refusal(Response.text(404, "Not Found"));

  private final List<Mount> mounts;
  private final Cors cors;

  Router(List<? extends Mount> mounts, Cors cors) {
    this.mounts = List.copyOf(mounts);
    this.cors = cors;
  }

  Mount find(Request request) {
    var allowed = new TreeSet<String>();
    for (Mount mount : mounts) {
      if (mount.matches(request.path())) {
        if (request.method().equals("OPTIONS") && CrossOrigin.applies(corsOf(mount))) {
          return new Preflight(corsOf(mount));
        }
        if (mount.methods().isEmpty() || mount.methods().contains(request.method())) {
          return mount;
        }
        allowed.addAll(mount.methods());
      }
    }
    return allowed.isEmpty() ? NOT_FOUND : notAllowed(String.join(", ", allowed));
  }

  Cors corsOf(Mount mount) {
    return mount.cors().orElse(cors);
  }

  private static Mount notAllowed(String methods) {
    return new Refusal(Response.text(405, "Method Not Allowed").with("allow", methods));
  }
}
