package dev.ticketchat.bench.process;

/// What stops a benchmark: the message is one sentence for people.
public final class BenchFailure extends RuntimeException {

  public BenchFailure(String sentence) {
    super(sentence);
  }

  public BenchFailure(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
