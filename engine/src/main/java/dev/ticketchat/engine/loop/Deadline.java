package dev.ticketchat.engine.loop;

/// Something that happens unless it is put off or cancelled in time. It waits in at most one
/// [Deadlines] at once, as a link of its ring, so that waiting allocates nothing.
public abstract class Deadline {
  Deadline before = this;
  Deadline after = this;
  private long due;

  /// Called on the event loop when the time has come; no longer armed then.
  protected abstract void expired();

  /// Does nothing if not armed.
  public final void cancel() {
    before.after = after;
    after.before = before;
    before = this;
    after = this;
  }

  /// Whether it waits.
  @SuppressWarnings("ReferenceEquality") // alone in its ring
  public final boolean armed() {
    return after != this;
  }

  /// When it expires, or expired, in the time of `System.nanoTime`.
  protected final long due() {
    return due;
  }

  final void joinBefore(Deadline next, long at) {
    cancel();
    due = at;
    before = next.before;
    after = next;
    before.after = this;
    next.before = this;
  }
}
