package dev.ticketchat.bench.load;

/// What was counted: in the measured window and, where it says `all`, in the whole run.
///
/// @param sent messages or requests
/// @param own of those, answered: messages told to their senders, requests with their pages
/// @param others messages told to other members than their senders
/// @param items messages in pages of history
record Totals(
    long sent,
    long own,
    long others,
    long readBytes,
    long writtenBytes,
    long items,
    long allSent,
    long allOwn,
    long allOthers,
    long pings) {

  static Totals none() {
    return new Totals(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
  }

  Totals plus(Totals more) {
    return new Totals(
        sent + more.sent,
        own + more.own,
        others + more.others,
        readBytes + more.readBytes,
        writtenBytes + more.writtenBytes,
        items + more.items,
        allSent + more.allSent,
        allOwn + more.allOwn,
        allOthers + more.allOthers,
        pings + more.pings);
  }
}
