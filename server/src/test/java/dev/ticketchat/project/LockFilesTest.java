package dev.ticketchat.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What npm brings is what was looked at: one version and one hash for each package. The pom holds
/// Maven's side by itself.
final class LockFilesTest {

  @ParameterizedTest
  @ValueSource(strings = {"../engine", "src/test/js"})
  void everyPackageIsLockedToOneVersionAndItsBytes(Path folder) throws IOException {
    var packages = read(folder.resolve("package-lock.json")).required("packages");
    assertThat(packages.size()).isGreaterThan(1);
    packages.properties().stream()
        .filter(entry -> !entry.getKey().isEmpty())
        .forEach(entry -> {
          var locked = entry.getValue();
          assertThat(locked.path("version").asString("")).as(entry.getKey()).matches("\\d.*");
          assertThat(locked.path("integrity").asString(""))
              .as(entry.getKey())
              .matches("sha512-[A-Za-z0-9+/]{86}==");
          assertThat(locked.has("resolved")).as("%s has an address", entry.getKey()).isFalse();
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"../engine", "src/test/js"})
  void whatIsAskedForIsOneVersionNotARange(Path folder) throws IOException {
    var wanted = read(folder.resolve("package.json"));
    for (var kind : new String[] {"dependencies", "devDependencies"}) {
      for (var version : wanted.path(kind)) {
        assertThat(version.stringValue()).matches("(npm:[a-z.-]+@)?\\d+\\.\\d+\\.\\d+");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"../engine", "src/test/js"})
  void npmWritesNoAddressesIntoTheLock(Path folder) throws IOException {
    assertThat(Files.readAllLines(folder.resolve(".npmrc")))
        .contains("omit-lockfile-registry-resolved=true");
  }

  private static JsonNode read(Path file) throws IOException {
    return new JsonMapper().readTree(Files.readAllBytes(file));
  }
}
