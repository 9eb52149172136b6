package dev.ticketchat.engine.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MailboxTest {
  private static final int CAPACITY = 4;
  private static final int MAX_BYTES = 1_000;

  private final Valve valve = new Valve();
  private final AtomicInteger started = new AtomicInteger();
  private final Mailbox mailbox =
      new Mailbox(
          task -> {
            started.incrementAndGet();
            return Thread.ofVirtual().unstarted(task);
          },
          CAPACITY,
          MAX_BYTES,
          valve);

  @Test
  void runsTasksInTheOrderTheyCame() throws Exception {
    var order = new ArrayList<Integer>();
    var done = new CountDownLatch(1);

    IntStream.range(0, 10_000).forEach(i -> mailbox.submit(() -> order.add(i)));
    mailbox.submit(done::countDown);
    done.await();

    assertThat(order).isEqualTo(IntStream.range(0, 10_000).boxed().toList());
  }

  @Test
  void isIdleWhenNothingRunsInItOrBesideIt() {
    var within = new Semaphore(0);
    var beside = new Semaphore(0);
    assertThat(mailbox.whenIdle()).isDone();

    mailbox.submit(within::acquireUninterruptibly);
    mailbox.runBeside(beside::acquireUninterruptibly);
    var idle = mailbox.whenIdle();
    within.release();
    mailbox.submit(() -> {});

    assertThat(idle).isNotDone();
    beside.release();
    await().until(idle::isDone);
  }

  @Test
  void runsOneTaskAtATimeWhoeverSubmits() throws Exception {
    var running = new AtomicInteger();
    var overlaps = new AtomicInteger();
    var count = new AtomicInteger();

    try (var submitters = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 1_000; i++) {
        submitters.execute(() ->
            mailbox.submit(() -> {
              overlaps.addAndGet(running.getAndIncrement());
              LockSupport.parkNanos(1_000); // long enough to be overtaken
              running.decrementAndGet();
              count.incrementAndGet();
            }));
      }
    }

    await().untilAsserted(() -> assertThat(count).hasValue(1_000));
    assertThat(overlaps).hasValue(0);
  }

  @Test
  void keepsNoThreadWhileItIsIdle() throws Exception {
    var threads = new CopyOnWriteArrayList<Thread>();
    mailbox.submit(() -> threads.add(Thread.currentThread()));

    await().until(() -> threads.size() == 1 && !threads.getFirst().isAlive());
    mailbox.submit(() -> threads.add(Thread.currentThread()));

    await().until(() -> threads.size() == 2);
    assertThat(started).hasValue(2);
  }

  @Test
  void pausesItsSourcePastTheBoundAndResumesItAtTheHalf() {
    var permits = new Semaphore(0);
    mailbox.submit(permits::acquireUninterruptibly);
    await().until(permits::hasQueuedThreads);

    IntStream.range(0, CAPACITY).forEach(_ -> mailbox.submit(permits::acquireUninterruptibly));
    assertThat(valve.log).isEmpty();
    IntStream.range(0, 3).forEach(_ -> mailbox.submit(permits::acquireUninterruptibly));
    assertThat(valve.log).containsExactly("pause");

    permits.release(4);
    await().until(() -> permits.availablePermits() == 0 && permits.hasQueuedThreads());
    assertThat(valve.log).containsExactly("pause");
    permits.release(1);
    await().untilAsserted(() -> assertThat(valve.log).containsExactly("pause", "resume"));
    permits.release(3);
  }

  @Test
  void pausesItsSourceForFewTasksOfManyBytes() {
    var permits = new Semaphore(0);
    mailbox.submit(new Request(permits::acquireUninterruptibly, MAX_BYTES / 2));
    await().until(permits::hasQueuedThreads);

    mailbox.submit(new Request(permits::acquireUninterruptibly, MAX_BYTES));
    assertThat(valve.log).isEmpty();
    mailbox.submit(new Request(() -> {}, 1));
    assertThat(valve.log).containsExactly("pause");

    permits.release(1);
    await().untilAsserted(() -> assertThat(valve.log).containsExactly("pause", "resume"));
    permits.release(1);
  }

  @Test
  void holdsRequestsOfAPeerThatDoesNotReadItsReplies() {
    var ran = new CopyOnWriteArrayList<String>();
    valve.keepsUp = false;

    mailbox.submit(new Request(() -> ran.add("one"), 0));
    mailbox.submit(new Request(() -> ran.add("two"), 0));
    mailbox.submit(() -> ran.add("a timer"));
    await().until(() -> !ran.isEmpty());
    assertThat(ran).containsExactly("a timer");

    valve.keepsUp = true;
    mailbox.goOn();
    await().until(() -> ran.size() == 3);
    assertThat(ran).containsExactly("a timer", "one", "two");
  }

  @Test
  void startsNoThreadForWhatItHolds() {
    valve.keepsUp = false;
    mailbox.submit(new Request(() -> {}, 0));
    await().until(() -> started.get() == 1);
    var ran = new CountDownLatch(1);
    mailbox.submit(ran::countDown);
    await().until(() -> ran.getCount() == 0);
    int before = started.get();

    IntStream.range(0, 3).forEach(_ -> mailbox.submit(new Request(() -> {}, 0)));

    assertThat(started.get()).isLessThanOrEqualTo(before + 1); // if the one before was just ending
  }

  @Test
  void endsForAPeerThatReadsNothing() {
    var ran = new CopyOnWriteArrayList<String>();
    valve.keepsUp = false;
    mailbox.submit(new Request(() -> ran.add("held"), 0));

    mailbox.close(() -> ran.add("last"));

    await().until(() -> ran.contains("last"));
    assertThat(ran).containsExactly("held", "last");
  }

  @Test
  void knowsWhetherItsOwnTaskAsks() throws Exception {
    var asked = new CopyOnWriteArrayList<Boolean>();
    var done = new CountDownLatch(1);

    mailbox.submit(() -> {
      asked.add(mailbox.isCaller());
      done.countDown();
    });
    done.await();

    assertThat(asked).containsExactly(true);
    assertThat(mailbox.isCaller()).isFalse();
  }

  @Test
  void runsWhatWaitsAndTheLastTaskAndNothingAfterIt() {
    var ran = new CopyOnWriteArrayList<String>();
    var gate = new Semaphore(0);
    mailbox.submit(gate::acquireUninterruptibly);

    mailbox.submit(() -> ran.add("waiting"));
    mailbox.close(() -> ran.add("last"));
    mailbox.submit(() -> ran.add("late"));
    mailbox.close(() -> ran.add("second last"));
    gate.release();

    await().until(() -> ran.size() >= 2);
    assertThat(ran).containsExactly("waiting", "last");
  }

  @Test
  void dropsWhatWaitsWhenItIsClosedNow() {
    var ran = new CopyOnWriteArrayList<String>();
    var gate = new Semaphore(0);
    mailbox.submit(gate::acquireUninterruptibly);
    await().until(gate::hasQueuedThreads);

    mailbox.submit(() -> ran.add("waiting"));
    mailbox.closeNow(() -> ran.add("last"));
    gate.release();

    await().until(() -> !ran.isEmpty());
    assertThat(ran).containsExactly("last");
  }

  @Test
  void goesOnAfterATaskThatThrows() {
    var ran = new CopyOnWriteArrayList<String>();

    mailbox.submit(() -> {
      throw new IllegalStateException("a task of a test");
    });
    mailbox.submit(() -> ran.add("next"));

    await().untilAsserted(() -> assertThat(ran).containsExactly("next"));
  }

  private record Request(Runnable work, int size) implements Mailbox.Task {
    @Override
    public void run() {
      work.run();
    }

    @Override
    public boolean isRequest() {
      return true;
    }
  }

  private static final class Valve implements Mailbox.Source {
    private final List<String> log = new CopyOnWriteArrayList<>();
    private volatile boolean keepsUp = true;

    @Override
    public void pause() {
      log.add("pause");
    }

    @Override
    public void resume() {
      log.add("resume");
    }

    @Override
    public boolean keepsUp() {
      return keepsUp;
    }
  }
}
