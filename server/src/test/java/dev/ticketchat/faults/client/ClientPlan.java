package dev.ticketchat.faults.client;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/// How one client behaves.
///
/// @param server of the present; a name that is resolved already
/// @param name of its ledger, and what its messages begin with
/// @param token asked for at each connect
/// @param signIn how it shows its token
/// @param tickets that it joins and loads whenever it was not recovered
/// @param recovering whether it asks for what it missed with `pid` and offset
/// @param firstDelay before it comes back; each further one is twice as long, give or take a half
/// @param longestDelay and no longer than this
/// @param answerWithin how long an answer may take on a connection that goes on
public record ClientPlan(
    Supplier<InetSocketAddress> server,
    String name,
    Supplier<String> token,
    SignIn signIn,
    List<String> tickets,
    boolean recovering,
    Duration firstDelay,
    Duration longestDelay,
    Duration answerWithin) {

  /// How a client signs in.
  public enum SignIn {
    /// With CONNECT, as `io(url, { auth: { token } })`.
    IN_CONNECT,
    /// With `authenticate`, after every CONNECT, as the API's document shows.
    BY_EVENT
  }

  /// Comes back after 50 ms to 1 s, and asks for recovery.
  public static ClientPlan of(
      InetSocketAddress server, String name, Supplier<String> token, List<String> tickets) {
    return new ClientPlan(
        () -> server,
        name,
        token,
        SignIn.IN_CONNECT,
        tickets,
        true,
        Duration.ofMillis(50),
        Duration.ofSeconds(1),
        Duration.ofSeconds(10));
  }

  public ClientPlan signingInByEvent() {
    return new ClientPlan(
        server,
        name,
        token,
        SignIn.BY_EVENT,
        tickets,
        recovering,
        firstDelay,
        longestDelay,
        answerWithin);
  }

  public ClientPlan withoutRecovery() {
    return new ClientPlan(
        server, name, token, signIn, tickets, false, firstDelay, longestDelay, answerWithin);
  }

  public ClientPlan comingBackAfter(Duration first, Duration longest) {
    return new ClientPlan(
        server, name, token, signIn, tickets, recovering, first, longest, answerWithin);
  }

  public ClientPlan waitingForAnswers(Duration limit) {
    return new ClientPlan(
        server, name, token, signIn, tickets, recovering, firstDelay, longestDelay, limit);
  }
}
