package dev.ticketchat.bench.load;

/// Decides when members do what they do. On one event loop.
sealed interface Loop permits Loop.Idle, ClosedLoop, OpenLoop {
  /// Nobody does anything.
  record Idle() implements Loop {
    @Override
    public void start() {}

    @Override
    public void stop() {}

    @Override
    public void onAnswered(Member member) {}
  }

  void start();

  /// Nothing begins any more.
  void stop();

  /// Something that a member did is answered.
  void onAnswered(Member member);
}
