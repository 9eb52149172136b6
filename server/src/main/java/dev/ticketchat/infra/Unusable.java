package dev.ticketchat.infra;

/// Something that the server was told to use cannot be used: a folder, a database, a key. The
/// message is one plain sentence for the person who starts the server.
public final class Unusable extends RuntimeException {

  public Unusable(String sentence) {
    super(sentence);
  }

  public Unusable(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
