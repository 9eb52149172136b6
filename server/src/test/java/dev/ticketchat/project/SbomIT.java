package dev.ticketchat.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The lists of what is shipped say what is shipped: no more, no less.
///
/// Maven makes the first list only while it is online, so it is not looked for in a build that
/// never was.
final class SbomIT {
  private static final Path JAR = Path.of("target/ticketchat.jar");
  private static final Path LIBRARIES = Path.of("target/lib");
  private static final Path OF_THE_JAR = Path.of("target/sbom/ticketchat.cdx.json");
  private static final Path OF_THE_BROWSER_CLIENT = Path.of("target/sbom/browser-client.cdx.json");
  private static final Path LOCK = Path.of("../engine/package-lock.json");

  @Test
  void everyLibraryOnTheJarsClassPathIsListedByItsHashAndNoOther() throws IOException {
    assumeTrue(Files.exists(OF_THE_JAR), "made by a Maven that was online");
    var shipped = new TreeSet<String>();
    for (var file : classPath()) {
      shipped.add(sha256(LIBRARIES.resolveSibling(file)));
    }
    assertThat(hashes(read(OF_THE_JAR), "SHA-256"))
        .as("hashes in %s; after a change of dependencies it is made anew online", OF_THE_JAR)
        .isEqualTo(shipped)
        .hasSizeGreaterThan(10);
  }

  @Test
  void everyLibraryIsListedWithTheVersionThatItsFileHas() throws IOException {
    assumeTrue(Files.exists(OF_THE_JAR), "made by a Maven that was online");
    var byHash = new TreeMap<String, JsonNode>();
    for (var component : read(OF_THE_JAR).required("components")) {
      byHash.put(hash(component, "SHA-256"), component);
    }
    for (var file : classPath()) {
      var hash = sha256(LIBRARIES.resolveSibling(file));
      var component = Optional.ofNullable(byHash.get(hash)).orElseThrow();
      assertThat(file)
          .contains("/%s-%s".formatted(text(component, "name"), text(component, "version")));
      assertThat(text(component, "purl")).startsWith("pkg:maven/").contains("@");
    }
  }

  @Test
  void theBrowserClientIsListedAsItsLockFileSays() throws IOException {
    var locked = new TreeMap<String, String>();
    var packages = read(LOCK).required("packages");
    packages.propertyNames().stream()
        .filter(path -> !path.isEmpty() && !packages.required(path).has("dev"))
        .forEach(path ->
            locked.put(
                path.replaceFirst("^.*node_modules/", "")
                    + "@"
                    + text(packages.required(path), "version"),
                hex(text(packages.required(path), "integrity"))));

    var listed = new TreeMap<String, String>();
    for (var component : read(OF_THE_BROWSER_CLIENT).required("components")) {
      listed.put(
          text(component, "name") + "@" + text(component, "version"), hash(component, "SHA-512"));
    }
    assertThat(listed).isEqualTo(locked);
    assertThat(listed.keySet()).anyMatch(name -> name.startsWith("socket.io-client@4."));
  }

  @Test
  void theSameSourcesGiveTheSameLists() throws IOException {
    for (var list : Stream.of(OF_THE_JAR, OF_THE_BROWSER_CLIENT).filter(Files::exists).toList()) {
      var bom = read(list);
      assertThat(bom.has("serialNumber")).isFalse();
      assertThat(bom.required("metadata").has("timestamp")).isFalse();
    }
  }

  /// What the manifest says, which is what a JVM loads.
  private static Set<String> classPath() throws IOException {
    try (var jar = new JarFile(JAR.toFile())) {
      var names = jar.getManifest().getMainAttributes().getValue("Class-Path");
      return Set.of(names.split(" "));
    }
  }

  private static Set<String> hashes(JsonNode bom, String algorithm) {
    return bom.required("components")
        .valueStream()
        .map(component -> hash(component, algorithm))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String hash(JsonNode component, String algorithm) {
    return component
        .required("hashes")
        .valueStream()
        .collect(Collectors.toMap(hash -> text(hash, "alg"), hash -> text(hash, "content")))
        .getOrDefault(algorithm, "none");
  }

  private static String text(JsonNode node, String field) {
    return node.required(field).stringValue();
  }

  /// The form of CycloneDX, of the form of npm.
  private static String hex(String integrity) {
    var base64 = integrity.substring("sha512-".length());
    return HexFormat.of().formatHex(Base64.getDecoder().decode(base64));
  }

  private static JsonNode read(Path file) throws IOException {
    return new JsonMapper().readTree(Files.readAllBytes(file));
  }

  private static String sha256(Path file) throws IOException {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
