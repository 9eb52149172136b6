package dev.ticketchat.engine.http;

import java.util.Set;

/// Answers every request the same way, without looking at a body: what a port says where no mount
/// answers.
record Refusal(Response response) implements Mount {

  @Override
  public boolean matches(String path) {
    return true;
  }

  @Override
  public Set<String> methods() {
    return Set.of();
  }

  @Override
  public int maxBody() {
    return 0;
  }

  @Override
  public void answer(Exchange exchange) {
    exchange.respond(response);
  }

  @Override
  public void tooLarge(Exchange exchange) {
    exchange.respond(response);
  }
}
