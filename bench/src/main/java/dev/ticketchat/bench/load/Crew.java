package dev.ticketchat.bench.load;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;

/// The workers of a run, each on its event loop. Called by one thread, which waits for what it asks
/// for.
final class Crew implements AutoCloseable {
  private final EventLoopGroup group;
  private final List<Post> posts;

  private record Post(EventLoop loop, Worker worker) {}

  private Crew(EventLoopGroup group, List<Post> posts) {
    this.group = group;
    this.posts = posts;
  }

  /// Makes them, ready to connect.
  static Crew assemble(Worker.Run run) {
    var slices = run.plan().crowd().slices(run.plan().connecting().threads());
    var group = new MultiThreadIoEventLoopGroup(slices.size(), EpollIoHandler.newFactory());
    var making =
        IntStream.range(0, slices.size())
            .mapToObj(number -> {
              var loop = group.next();
              return CompletableFuture.supplyAsync(
                  () ->
                      new Post(
                          loop,
                          new Worker(
                              loop, run, new Share(number, slices.size()), slices.get(number))),
                  loop);
            })
            .toList();
    return new Crew(group, making.stream().map(CompletableFuture::join).toList());
  }

  int size() {
    return posts.size();
  }

  void tell(Consumer<Worker> what) {
    ask(worker -> {
      what.accept(worker);
      return Optional.empty();
    });
  }

  <T> List<T> ask(Function<Worker, T> question) {
    return posts.stream()
        .map(post -> CompletableFuture.supplyAsync(() -> question.apply(post.worker), post.loop))
        .toList()
        .stream()
        .map(CompletableFuture::join)
        .toList();
  }

  /// Waits for something of each.
  ///
  /// @return whether all of it came about in time
  <T> boolean await(Function<Worker, CompletableFuture<T>> something, Duration longest) {
    var all = ask(something).toArray(CompletableFuture<?>[]::new);
    return CompletableFuture.allOf(all)
        .thenApply(_ -> true)
        .completeOnTimeout(false, longest.toNanos(), TimeUnit.NANOSECONDS)
        .join();
  }

  @Override
  public void close() {
    group.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
