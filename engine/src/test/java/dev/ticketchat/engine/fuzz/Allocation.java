package dev.ticketchat.engine.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.Supplier;

/// What a piece of work takes of memory, counted by the JVM.
public final class Allocation {
  private static final long FACTOR = 2_000;
  private static final long IN_ANY_CASE = 32 << 20;

  private Allocation() {}

  /// Does it, and checks that it takes memory for what came, and none for what was only announced.
  /// Where it takes more it is done once more: the first time, classes are loaded.
  ///
  /// @param input bytes that came
  public static <T> T boundedBy(int input, Supplier<T> work) {
    long most = IN_ANY_CASE + FACTOR * input;
    long before = allocated();
    var result = work.get();
    if (allocated() - before > most) {
      before = allocated();
      result = work.get();
      assertThat(allocated() - before).isLessThan(most);
    }
    return result;
  }

  /// Bytes that the calling thread has allocated in its life.
  public static long allocated() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
  }
}
