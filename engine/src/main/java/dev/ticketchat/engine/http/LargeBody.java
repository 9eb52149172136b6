package dev.ticketchat.engine.http;

import dev.ticketchat.engine.large.LargeText;
import dev.ticketchat.engine.large.Lifted;
import dev.ticketchat.engine.large.Spool;
import java.security.SecureRandom;
import java.util.HexFormat;

/// The body of one request to a [LargeRoute] as it comes. On the connection's event loop, but for
/// what the spool calls.
final class LargeBody implements BodyTaker, LargeText.Receiver, Spool.Sender {
  private static final int SECRET_BYTES = 16;

  private final LargeText text;
  private byte[] rest = {};
  private Lifted lifted = Lifted.NOTHING;
  private boolean readable;

  /// Guards what the spool's threads see, too.
  private int pauses;

  private Runnable taken = () -> {};

  LargeBody(Spool spool, int maxText, SecureRandom random) {
    var secret = new byte[SECRET_BYTES];
    random.nextBytes(secret);
    this.text =
        new LargeText(
            maxText,
            HexFormat.of().formatHex(secret),
            () -> spool.begin(this),
            spool.texts(),
            this);
  }

  @Override
  public void take(byte[] bytes, Runnable whenTaken) {
    text.take(bytes);
    synchronized (this) {
      if (pauses > 0) {
        var before = taken;
        taken =
            () -> {
              before.run();
              whenTaken.run();
            };
        return;
      }
    }
    whenTaken.run();
  }

  /// The body is whole.
  void end() {
    text.end();
  }

  /// The rest will not come, or the answer is given.
  void close() {
    text.abort();
    lifted.close();
  }

  /// Whether [#rest] and [#lifted] are there.
  boolean readable() {
    return readable;
  }

  byte[] rest() {
    return rest;
  }

  Lifted lifted() {
    return lifted;
  }

  @Override
  public void onText(byte[] whole, Lifted itsLifted) {
    rest = whole;
    lifted = itsLifted;
    readable = true;
  }

  @Override
  public void onUnreadable(String why) {}

  @Override
  public synchronized void pause() {
    pauses++;
  }

  @Override
  public synchronized void resume() {
    pauses--;
    if (pauses == 0) {
      var goOn = taken;
      taken = () -> {};
      goOn.run();
    }
  }

  /// Who is calling is found out when the body has come.
  @Override
  public boolean trusted() {
    return false;
  }
}
