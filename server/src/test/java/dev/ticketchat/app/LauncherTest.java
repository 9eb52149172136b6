package dev.ticketchat.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Runs the real launcher in a project of empty files, with a Maven that only writes down that it
/// was called, and JDKs that only print what they are given.
class LauncherTest {
  private static final String SAYS_ARGUMENTS = "#!/bin/sh\nprintf '<%s>' \"$@\"\n";

  @TempDir private Path folder;

  private Path project;
  private Path tools;

  private record Outcome(int status, String out, String err) {}

  @BeforeEach
  void makesAProject() throws IOException {
    project = Files.createDirectories(folder.resolve("a project"));
    for (var name : List.of("engine/src/main", "engine/src/test", "server/src/main", "examples")) {
      Files.createDirectories(project.resolve(name));
    }
    Files.createFile(project.resolve("pom.xml"));
    Files.createFile(project.resolve("server/src/main/Main.java"));
    Files.copy(Path.of("../ticketchat"), project.resolve("ticketchat"));
    project.resolve("ticketchat").toFile().setExecutable(true);
    tools = Files.createDirectories(folder.resolve("tools"));
    script(tools.resolve("npm"), "#!/bin/sh\n");
    script(
        tools.resolve("mvn"),
        """
        #!/bin/sh
        echo "$@" >>"%1$s/builds"
        mkdir -p "%1$s/server/target/lib"
        touch "%1$s/server/target/ticketchat.jar"
        """
            .formatted(project));
  }

  @Test
  void takesTheJdkOfJavaHomeWhenItIsNewEnough() throws Exception {
    var jdk = jdk("home", "25.0.3");

    assertThat(chosen(Map.of("JAVA_HOME", jdk.toString()))).isEqualTo(jdk.toString());
  }

  @Test
  void takesANewerJdkThanItNeeds() throws Exception {
    var jdk = jdk("home", "27");

    assertThat(chosen(Map.of("JAVA_HOME", jdk.toString()))).isEqualTo(jdk.toString());
  }

  @Test
  void passesOverAnOldJdkForTheOneOnThePath() throws Exception {
    var old = jdk("home", "17.0.15");
    var onPath = jdk("path", "25");
    Files.createSymbolicLink(tools.resolve("java"), onPath.resolve("bin/java"));

    assertThat(chosen(Map.of("JAVA_HOME", old.toString()))).isEqualTo(onPath.toString());
  }

  @Test
  void passesOverARuntimeThatCannotCompile() throws Exception {
    var runtime = jdk("home", "25");
    Files.delete(runtime.resolve("bin/javac"));
    var onPath = jdk("path", "25");
    Files.createSymbolicLink(tools.resolve("java"), onPath.resolve("bin/java"));

    assertThat(chosen(Map.of("JAVA_HOME", runtime.toString()))).isEqualTo(onPath.toString());
  }

  @Test
  void alsoLooksWhereSdkmanKeepsJdks() throws Exception {
    var sdkman = Files.createDirectories(folder.resolve("sdkman/candidates/java/25-tem"));

    var candidates =
        run(Map.of("SDKMAN_DIR", folder.resolve("sdkman").toString()), sourcing("jdk_candidates"));

    assertThat(candidates.out().lines()).contains(sdkman.toString());
  }

  @Test
  void saysInOneLineWhatToInstallWhereThereIsNoJdk() throws Exception {
    var outcome = run(Map.of(), sourcing("jdk_candidates() { echo /nowhere; }; main --version"));

    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.err())
        .startsWith("ticketchat: no JDK 25 or newer found: install one")
        .hasLineCount(1);
  }

  @Test
  void startsTheServerWithWhatItWasGiven() throws Exception {
    var outcome = launch("token", "--name", "U One");

    assertThat(outcome.status()).isZero();
    assertThat(outcome.out())
        .contains("<-jar><" + project.resolve("server/target/run/ticketchat.jar") + ">")
        .endsWith("<token><--name><U One>");
  }

  @Test
  void addsOptionsForTheJvm() throws Exception {
    var environment = Map.of("TICKETCHAT_JAVA_OPTS", "-Xmx2g -Xlog:gc*");

    var outcome = run(environment, List.of(project.resolve("ticketchat").toString(), "serve"));

    assertThat(outcome.out()).contains("<-Xmx2g><-Xlog:gc*><-jar>");
  }

  @Test
  void leavesTheHeapToWhoSizesIt() throws Exception {
    var environment = Map.of("TICKETCHAT_JAVA_OPTS", "-Xmx100m");

    var outcome = run(environment, List.of(project.resolve("ticketchat").toString(), "serve"));

    assertThat(launch("serve").out()).contains("<-Xms128m><-Xmx512m>");
    assertThat(outcome.out()).contains("<-Xmx100m><-jar>").doesNotContain("-Xms", "-Xmx512m");
  }

  @Test
  void worksThroughALinkFromAnotherFolder() throws Exception {
    var link = Files.createSymbolicLink(tools.resolve("chat"), project.resolve("ticketchat"));
    var linkToLink = Files.createSymbolicLink(folder.resolve("desk"), Path.of("tools/chat"));

    assertThat(run(Map.of(), List.of(link.toString(), "demo")).status()).isZero();
    assertThat(run(Map.of(), List.of(linkToLink.toString(), "demo")).out()).endsWith("<demo>");
  }

  @Test
  void becomesTheServerSoThatSignalsReachIt() throws Exception {
    launch();
    script(jdk("home", "25").resolve("bin/java"), "#!/bin/sh\necho $$\n");

    var process = start(Map.of(), List.of(project.resolve("ticketchat").toString()));
    var pid = new String(process.getInputStream().readAllBytes(), UTF_8).strip();

    assertThat(pid).isEqualTo(Long.toString(process.pid()));
  }

  @Test
  void buildsOnceAndSaysSo() throws Exception {
    var first = launch();
    var second = launch();

    assertThat(first.err()).startsWith("ticketchat: building").hasLineCount(1);
    assertThat(second.err()).isEmpty();
    assertThat(builds()).hasSize(1).first().asString().contains("-Dquick", "package");
  }

  @Test
  void buildsAgainWhenAFileChangedOrCameOrWent() throws Exception {
    launch();
    var source = project.resolve("server/src/main/Main.java");

    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(60)));
    launch();
    assertThat(builds()).hasSize(2);

    Files.setLastModifiedTime(source, FileTime.from(Instant.EPOCH));
    launch();
    assertThat(builds()).as("an older file is no reason").hasSize(2);

    var another = Files.createFile(project.resolve("engine/src/main/Another.java"));
    Files.setLastModifiedTime(another, FileTime.from(Instant.EPOCH));
    launch();
    assertThat(builds()).hasSize(3);

    Files.delete(another);
    launch();
    assertThat(builds()).hasSize(4);
  }

  @Test
  void buildsAgainForAnotherJdk() throws Exception {
    launch();
    Files.writeString(folder.resolve("home/release"), "JAVA_VERSION=\"25.0.4\"\n");
    launch();

    assertThat(builds()).hasSize(2);
  }

  @Test
  void doesNotBuildForTestsDocumentsAndWhatItMakesItself() throws Exception {
    launch();

    Files.createFile(project.resolve("engine/src/test/ATest.java"));
    Files.createFile(project.resolve("engine/README.md"));
    Files.createDirectories(project.resolve("data/demo"));
    Files.createFile(project.resolve("server/target/more"));
    launch();

    assertThat(builds()).hasSize(1);
  }

  @Test
  void buildsOnceWhenStartedTwiceAtOnce() throws Exception {
    var command = List.of(project.resolve("ticketchat").toString());
    var starts = List.of(start(Map.of(), command), start(Map.of(), command));

    for (var process : starts) {
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
    }
    assertThat(builds()).hasSize(1);
  }

  @Test
  void buildsAlthoughAnEarlierBuildWasKilled() throws Exception {
    var gone = new ProcessBuilder("true").start();
    gone.waitFor();
    Files.createDirectories(project.resolve("server/target"));
    Files.createSymbolicLink(
        project.resolve("server/target/build.lock"), Path.of(Long.toString(gone.pid())));

    assertThat(launch().status()).isZero();
    assertThat(builds()).hasSize(1);
  }

  @Test
  void saysInOneLineWhichToolIsMissing() throws Exception {
    var outcome = run(Map.of(), sourcing("command() { [ \"$2\" != npm ]; }; main demo"));

    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.err())
        .isEqualTo("ticketchat: building needs npm, which is not on the PATH: install it.\n");
  }

  @Test
  void saysInOneLineWhyABuildFailedAndTriesAgainTheNextTime() throws Exception {
    script(tools.resolve("mvn"), "#!/bin/sh\necho '[ERROR] no such artifact'\nexit 1\n");

    var outcome = launch();
    var again = launch();

    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.err()).contains("the build failed: [ERROR] no such artifact; more in");
    assertThat(outcome.err()).hasLineCount(2);
    assertThat(again.err()).isEqualTo(outcome.err());
  }

  private String chosen(Map<String, String> environment) throws Exception {
    return run(environment, sourcing("find_jdk")).out().strip();
  }

  private Outcome launch(String... arguments) throws Exception {
    var command = new ArrayList<>(List.of(project.resolve("ticketchat").toString()));
    command.addAll(List.of(arguments));
    return run(Map.of(), command);
  }

  /// Runs commands with the launcher's functions at hand.
  private List<String> sourcing(String commands) {
    return List.of("bash", "-c", "source '" + project.resolve("ticketchat") + "'; " + commands);
  }

  private Outcome run(Map<String, String> environment, List<String> command) throws Exception {
    var process = start(environment, command);
    var out = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return new Outcome(process.exitValue(), out, Files.readString(folder.resolve("err")));
  }

  private Process start(Map<String, String> environment, List<String> command) throws Exception {
    var all = new HashMap<>(environment);
    all.putIfAbsent("JAVA_HOME", jdk("home", "25").toString());
    all.put("PATH", tools + ":/usr/bin:/bin");
    var builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("TICKETCHAT_"));
    builder.environment().putAll(all);
    return builder.redirectError(folder.resolve("err").toFile()).start();
  }

  private Path jdk(String name, String version) throws IOException {
    var jdk = folder.resolve(name);
    if (!Files.exists(jdk)) {
      Files.createDirectories(jdk.resolve("bin"));
      Files.writeString(
          jdk.resolve("release"), "IMPLEMENTOR=\"A\"\nJAVA_VERSION=\"" + version + "\"\n");
      script(jdk.resolve("bin/javac"), "#!/bin/sh\n");
      script(jdk.resolve("bin/java"), SAYS_ARGUMENTS);
    }
    return jdk;
  }

  private List<String> builds() throws IOException {
    return Files.readAllLines(project.resolve("builds"));
  }

  private static void script(Path file, String text) throws IOException {
    Files.writeString(file, text);
    if (!file.toFile().setExecutable(true)) {
      throw new IOException("cannot make executable: " + file);
    }
  }
}
