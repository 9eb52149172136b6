package dev.ticketchat.infra.files;

import dev.ticketchat.infra.Unusable;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Where an S3-compatible store keeps our files.
///
/// @param prefix begins every key; empty, or ends with a slash
/// @param endpoint the store's address; AWS where there is none
/// @param region where there is none, AWS' own settings say which
/// @param pathStyle whether the bucket is in the path of an address rather than in its host
public record S3Location(
    String bucket,
    String prefix,
    Optional<URI> endpoint,
    Optional<String> region,
    boolean pathStyle) {
  private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
  private static final Pattern PREFIX = Pattern.compile("([A-Za-z0-9_][A-Za-z0-9_.-]*/)*");
  private static final Pattern REGION = Pattern.compile("[A-Za-z0-9-]{1,40}");
  private static final Set<String> OPTIONS = Set.of("endpoint", "region", "pathStyle");

  /// The location behind a URL: `s3://bucket/prefix?endpoint=http://host:9000&region=eu-west-1`.
  /// With an endpoint, the region is `us-east-1` unless said, and `pathStyle` is true.
  ///
  /// @throws Unusable when it is none
  public static S3Location parse(String text) {
    var url = url(text);
    var options = options(url);
    var endpoint = Optional.ofNullable(options.get("endpoint")).map(S3Location::endpoint);
    var region = Optional.ofNullable(options.get("region"));
    return new S3Location(
        bucket(url),
        prefix(url),
        endpoint,
        region.or(() -> endpoint.map(_ -> "us-east-1")).map(S3Location::region),
        pathStyle(options.getOrDefault("pathStyle", String.valueOf(endpoint.isPresent()))));
  }

  /// For people: the bucket and where it is.
  String described() {
    return "The bucket " + bucket + endpoint.map(at -> " at " + at).orElse("");
  }

  private static URI url(String text) {
    try {
      var url = new URI(text);
      if ("s3".equals(url.getScheme()) && url.getRawAuthority() != null) {
        if (url.getRawAuthority().contains("@")) {
          throw new Unusable(
              "The URL of the file store must not hold credentials: set AWS_ACCESS_KEY_ID and"
                  + " AWS_SECRET_ACCESS_KEY.");
        }
        return url;
      }
    } catch (URISyntaxException _) {
      // Refused below, without repeating it: it may hold what nobody should see.
    }
    throw new Unusable(
        "The URL of the file store must be like s3://bucket/prefix?endpoint=http://host:9000.");
  }

  private static String bucket(URI url) {
    return matching(BUCKET, url.getRawAuthority(), "The bucket of the file store's URL");
  }

  private static String prefix(URI url) {
    var path = url.getPath().replaceAll("^/|/$", "");
    return matching(PREFIX, path.isEmpty() ? "" : path + "/", "The prefix of the file store's URL");
  }

  private static String region(String value) {
    return matching(REGION, value, "The region of the file store's URL");
  }

  private static URI endpoint(String value) {
    try {
      var endpoint = new URI(value);
      var scheme = String.valueOf(endpoint.getScheme());
      if (Set.of("http", "https").contains(scheme)
          && endpoint.getHost() != null
          && endpoint.getRawUserInfo() == null) {
        return endpoint;
      }
    } catch (URISyntaxException _) {
      // Refused below.
    }
    throw new Unusable("The endpoint of the file store's URL must be like http://host:9000.");
  }

  private static boolean pathStyle(String value) {
    return switch (value) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new Unusable("The file store's pathStyle must be true or false.");
    };
  }

  private static Map<String, String> options(URI url) {
    var options = new HashMap<String, String>();
    var query = Optional.ofNullable(url.getRawQuery()).orElse("");
    for (var option : Arrays.asList(query.split("&", -1))) {
      var parts = option.split("=", 2);
      if (parts.length == 2 && OPTIONS.contains(parts[0]) && !options.containsKey(parts[0])) {
        options.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
      } else if (!query.isEmpty()) {
        throw new Unusable(
            "The URL of the file store takes endpoint, region and pathStyle, each once, and"
                + " nothing else.");
      }
    }
    return options;
  }

  private static String matching(Pattern form, String value, String what) {
    if (!form.matcher(value).matches()) {
      throw new Unusable(what + " is not one that can be used.");
    }
    return value;
  }
}
