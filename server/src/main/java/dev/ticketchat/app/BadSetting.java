package dev.ticketchat.app;

/// A setting that can never work, whatever the machine: the message is one sentence that names it.
public final class BadSetting extends RuntimeException {

  public BadSetting(String sentence) {
    super(sentence, null, false, false);
  }
}
