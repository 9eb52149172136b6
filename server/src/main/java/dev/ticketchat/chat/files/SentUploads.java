package dev.ticketchat.chat.files;

import dev.ticketchat.chat.tickets.TicketId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Optional;

/// What is remembered of uploads that were sent, so that a repeated send finds its message. The
/// oldest are forgotten first: after a time, or when there are too many. Safe from any thread.
final class SentUploads {

  /// One that was sent.
  record Sent(TicketId ticketId, Claim.Digest digest, Instant until) {}

  private final UploadLimits limits;
  private final InstantSource clock;
  private final LinkedHashMap<UploadKey, Sent> byAge = new LinkedHashMap<>();

  SentUploads(UploadLimits limits, InstantSource clock) {
    this.limits = limits;
    this.clock = clock;
  }

  synchronized void remember(UploadKey key, TicketId ticket, Claim.Digest digest) {
    byAge.put(key, new Sent(ticket, digest, clock.instant().plus(limits.kept())));
    if (byAge.size() > limits.remembered()) {
      byAge.pollFirstEntry();
    }
  }

  synchronized Optional<Sent> find(UploadKey key) {
    return Optional.ofNullable(byAge.get(key))
        .filter(sent -> clock.instant().isBefore(sent.until()));
  }

  synchronized void expire() {
    var now = clock.instant();
    while (!byAge.isEmpty() && !now.isBefore(byAge.firstEntry().getValue().until())) {
      byAge.pollFirstEntry();
    }
  }
}
