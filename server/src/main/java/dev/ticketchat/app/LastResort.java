package dev.ticketchat.app;

import org.slf4j.LoggerFactory;

/// Where failures end that nobody caught: in the log, as all others.
final class LastResort implements Thread.UncaughtExceptionHandler {

  @Override
  public void uncaughtException(Thread thread, Throwable failure) {
    LoggerFactory.getLogger(LastResort.class).error("{} ended", thread.getName(), failure);
  }
}
