package dev.ticketchat.app;

import java.util.List;

/// A ticket as `demo/tickets.json` has it. People are [DemoUser]s, by their names in lower case.
record DemoTicket(String id, String client, String title, String status, List<Line> messages) {

  /// One message.
  record Line(int minutesAgo, String from, String text) {}
}
