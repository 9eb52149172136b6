package dev.ticketchat.infra;

import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Logs that something outside fails, once when that begins and once when it ends. Safe from any
/// thread.
public final class OutageLog {
  private static final Logger LOG = LoggerFactory.getLogger(OutageLog.class);

  private final String what;
  private final AtomicBoolean out = new AtomicBoolean();

  /// @param what that fails, such as "database: writing"
  public OutageLog(String what) {
    this.what = what;
  }

  public void failed(Exception reason) {
    if (out.compareAndSet(false, true)) {
      LOG.error("{} fails: {}", what, reason.getMessage());
    }
  }

  public void worked() {
    if (out.get() && out.compareAndSet(true, false)) {
      LOG.info("{} works again", what);
    }
  }
}
