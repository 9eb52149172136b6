package dev.ticketchat.engine.http;

import io.netty.handler.codec.http.HttpHeaders;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Headers or query parameters, kept as one string and taken apart when they are asked for: a
/// session keeps its handshake for as long as it lives, and a map of lists of strings would cost it
/// two kilobytes. Looked up rarely, so a scan will do.
final class Fields extends AbstractMap<String, List<String>> {
  private static final int PREFIX = 2;

  /// Names and values in turn, each after its length in two characters. Both fit in a byte, so that
  /// the string stays one of bytes.
  private final String text;

  private Fields(StringBuilder text) {
    this.text = text.toString();
  }

  /// Headers, their names in lower case.
  static Fields of(HttpHeaders headers) {
    var text = new StringBuilder(512);
    headers
        .iteratorAsString()
        .forEachRemaining(header -> {
          append(text, header.getKey().toLowerCase(Locale.ROOT));
          append(text, header.getValue());
        });
    return new Fields(text);
  }

  static Fields of(Map<String, List<String>> parameters) {
    var text = new StringBuilder();
    parameters.forEach((name, values) -> {
      for (String value : values) {
        append(text, name);
        append(text, value);
      }
    });
    return new Fields(text);
  }

  private static void append(StringBuilder text, String part) {
    text.append((char) (part.length() >> 8)).append((char) (part.length() & 0xff)).append(part);
  }

  @Override
  public boolean containsKey(@Nullable Object name) {
    return get(name) != null;
  }

  @Override
  public @Nullable List<String> get(@Nullable Object name) {
    var values = new ArrayList<String>(1);
    for (int at = 0; at < text.length(); at = endOf(endOf(at))) {
      if (partAt(at).equals(name)) {
        values.add(partAt(endOf(at)));
      }
    }
    return values.isEmpty() ? null : List.copyOf(values);
  }

  @Override
  public Set<Entry<String, List<String>>> entrySet() {
    var all = new LinkedHashMap<String, List<String>>();
    for (int at = 0; at < text.length(); at = endOf(endOf(at))) {
      all.computeIfAbsent(partAt(at), _ -> new ArrayList<>()).add(partAt(endOf(at)));
    }
    all.replaceAll((_, values) -> List.copyOf(values));
    return Collections.unmodifiableMap(all).entrySet();
  }

  private String partAt(int at) {
    return text.substring(at + PREFIX, endOf(at));
  }

  private int endOf(int at) {
    return at + PREFIX + (text.charAt(at) << 8 | text.charAt(at + 1));
  }
}
