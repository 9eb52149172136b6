package dev.ticketchat.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every link of the documents leads somewhere: to a file that is there, and to a heading in it.
final class LinksTest {
  private static final Path ROOT = Path.of("..");
  private static final Set<String> BUILT = Set.of("target", "node_modules", "data");
  private static final Pattern CODE = Pattern.compile("(?ms)^```.*?^```|`[^`\n]*`");
  private static final Pattern LINK =
      Pattern.compile("(?m)\\]\\(([^)\\s]+)\\)|^\\[[^\\]]+\\]:\\s*(\\S+)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ +(.+?) *$");

  static Stream<Path> documents() throws IOException {
    var found = new ArrayList<Path>();
    collect(ROOT, found);
    return found.stream();
  }

  @ParameterizedTest
  @MethodSource("documents")
  void leadSomewhere(Path document) throws IOException {
    for (var link : links(document)) {
      var file = link.replaceFirst("#.*", "");
      var target = file.isEmpty() ? document : document.resolveSibling(file);
      assertThat(target).as("%s in %s", link, document).exists();
      if (link.contains("#") && target.toString().endsWith(".md")) {
        assertThat(anchors(target))
            .as("%s in %s", link, document)
            .contains(link.substring(link.indexOf('#') + 1));
      }
    }
  }

  private static void collect(Path folder, List<Path> found) throws IOException {
    try (var entries = Files.list(folder)) {
      for (var entry : entries.toList()) {
        var name = entry.getFileName().toString();
        if (Files.isDirectory(entry) && !BUILT.contains(name) && !name.startsWith(".")) {
          collect(entry, found);
        } else if (name.endsWith(".md")) {
          found.add(entry);
        }
      }
    }
  }

  private static List<String> links(Path document) throws IOException {
    var text = CODE.matcher(Files.readString(document)).replaceAll("`code`");
    return LINK.matcher(text)
        .results()
        .map(LinksTest::address)
        .filter(link -> !link.matches("[a-z]+:.*"))
        .toList();
  }

  private static String address(MatchResult link) {
    return link.group(1) == null ? link.group(2) : link.group(1);
  }

  /// As GitHub names headings.
  private static Set<String> anchors(Path document) throws IOException {
    var text = Files.readString(document).replaceAll("(?ms)^```.*?^```", "");
    var anchors = new HashSet<String>();
    HEADING
        .matcher(text)
        .results()
        .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
        .forEach(anchors::add);
    return anchors;
  }
}
