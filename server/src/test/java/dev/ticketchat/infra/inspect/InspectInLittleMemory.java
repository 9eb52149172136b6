package dev.ticketchat.infra.inspect;

import dev.ticketchat.chat.Refused;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// The program of a process with little memory: inspects the files that it is given, several at
/// once, and ends well when every one of them is refused.
final class InspectInLittleMemory {
  private static final int AT_ONCE = 4;

  private InspectInLittleMemory() {}

  public static void main(String[] files) throws Exception {
    var inspector = new TikaInspector(FileRules.load(Optional.empty()));
    try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
      List<Callable<String>> tasks = new ArrayList<>();
      for (var file : files) {
        tasks.add(() -> reasonFor(inspector, Path.of(file)));
      }
      for (Future<String> reason : threads.invokeAll(tasks)) {
        System.out.println(reason.get());
      }
    }
  }

  private static String reasonFor(TikaInspector inspector, Path file) {
    try {
      return "accepted as " + inspector.inspect(file, "file", "");
    } catch (Refused e) {
      return e.getMessage();
    }
  }
}
