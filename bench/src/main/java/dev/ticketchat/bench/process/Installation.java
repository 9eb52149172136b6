package dev.ticketchat.bench.process;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// Where the programs are that a benchmark starts.
///
/// @param project the folder of the whole project
/// @param launcher Ticketchat's launcher, of this project or of another checkout
public record Installation(Path project, Path launcher) {

  /// What starts a class of this module in a JVM of its own.
  List<String> java(String mainClass, String... options) {
    var command = new ArrayList<>(List.of(jdkTool("java")));
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", classPath(), mainClass));
    return command;
  }

  static String jdkTool(String name) {
    return Path.of(System.getProperty("java.home"), "bin", name).toString();
  }

  String file(String path) {
    return project.resolve(path).toString();
  }

  /// Absolute, as a process may run in another folder.
  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }
}
