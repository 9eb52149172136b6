package dev.ticketchat.bench.process;

/// Users that are in tickets: connection i is user `u<i>`, in ticket `t<i/members>`, whose client
/// is the first of its members. The others are super admins.
///
/// @param connections how many
/// @param members of each ticket
/// @param first number of the first connection; crowds of different rooms share no ticket
/// @param oneAdmin whether all super admins are the same user: else each that joins is told to all
///   that are there, which in a room of thousands is all that happens
public record Crowd(int connections, int members, int first, boolean oneAdmin) {

  public static Crowd of(int connections, int members) {
    return new Crowd(connections, members, 0, false);
  }

  String ticket(int number) {
    return "t" + number;
  }

  int firstTicket() {
    return first / members;
  }

  int endOfTickets() {
    return (first + connections + members - 1) / members;
  }

  String client(int ticket) {
    return "u" + ticket * members;
  }

  String claims() {
    return claims("<N>", "client");
  }

  String otherClaims() {
    return claims(oneAdmin ? "-admin" : "<N>", "superadmin");
  }

  private static String claims(String user, String type) {
    return """
    {"id":"u%1$s","name":"User %1$s","email":"u%1$s@example.com","type":"%2$s"}\
    """
        .formatted(user, type);
  }
}
