package dev.ticketchat.app;

/// Something that a server shall outlive.
record HostileAttack(String name, Run run) {

  @FunctionalInterface
  interface Run {
    /// Attacks the server on that port, and checks how it defends itself.
    void against(int port) throws Exception;
  }
}
