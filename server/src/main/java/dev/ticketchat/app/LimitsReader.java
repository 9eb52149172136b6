package dev.ticketchat.app;

import dev.ticketchat.engine.http.Network;
import dev.ticketchat.engine.http.TrustedProxies;
import dev.ticketchat.infra.limits.Rates;
import dev.ticketchat.infra.limits.Rates.Rate;
import java.time.Duration;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.regex.Pattern;

/// Reads texts into a [LimitsConfig], as [ConfigReader] does.
final class LimitsReader {
  private static final Pattern RATE = Pattern.compile("([0-9A-Za-z]+)/([sm]),([0-9A-Za-z]+)");
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,8}");
  private static final Pattern SECONDS = Pattern.compile("([1-9][0-9]{0,3})s");
  private static final int MOST_CONNECTIONS = 1_000_000;
  private static final long LARGEST_AMOUNT = 1_000_000_000;
  private static final long LEAST_UNSENT = 64 << 10;
  private static final long MOST_UNSENT = 1 << 30;

  private final Settings settings;

  LimitsReader(Settings settings) {
    this.settings = settings;
  }

  LimitsConfig limits() {
    return new LimitsConfig(
        rates(),
        connections(Setting.MAX_CONNECTIONS_PER_USER),
        connections(Setting.MAX_CONNECTIONS_PER_ADDRESS),
        (int) size(Setting.MAX_UNSENT, LEAST_UNSENT, MOST_UNSENT, "a size from 64KB to 1GB"),
        signInTime(),
        size(Setting.MAX_WAITING, 1, Long.MAX_VALUE, "a size such as 128MB"),
        proxies());
  }

  private Rates rates() {
    return new Rates(
        rate(Setting.LIMIT_MESSAGES, LimitsReader::number, "10/s,30"),
        rate(Setting.LIMIT_EVENTS, LimitsReader::number, "50/s,100"),
        rate(Setting.LIMIT_FILES, ByteSize::read, "30MB/m,60MB"),
        rate(Setting.LIMIT_FAILED_SIGN_INS, LimitsReader::number, "10/m,10"));
  }

  /// So many a second or a minute, and the burst before that counts.
  private Rate rate(Setting setting, Function<String, OptionalLong> amount, String example) {
    var text = settings.get(setting);
    var match = RATE.matcher(text);
    if (match.matches()) {
      var tokens = amount.apply(match.group(1)).orElse(0);
      var burst = amount.apply(match.group(3)).orElse(0);
      if (isUsable(tokens) && isUsable(burst)) {
        var period = match.group(2).equals("s") ? Duration.ofSeconds(1) : Duration.ofMinutes(1);
        return new Rate((int) tokens, period, (int) burst);
      }
    }
    throw ConfigReader.notUsable(setting, "a rate and a burst such as " + example, text);
  }

  private static boolean isUsable(long amount) {
    return amount > 0 && amount <= LARGEST_AMOUNT;
  }

  private static OptionalLong number(String text) {
    return NUMBER.matcher(text).matches()
        ? OptionalLong.of(Long.parseLong(text))
        : OptionalLong.empty();
  }

  private int connections(Setting setting) {
    var text = settings.get(setting);
    var number = number(text).orElse(0);
    if (number < 1 || number > MOST_CONNECTIONS) {
      throw ConfigReader.notUsable(setting, "a number from 1 to 1000000", text);
    }
    return (int) number;
  }

  private long size(Setting setting, long least, long most, String wanted) {
    var text = settings.get(setting);
    var bytes = ByteSize.read(text).orElse(0);
    if (bytes < least || bytes > most) {
      throw ConfigReader.notUsable(setting, wanted, text);
    }
    return bytes;
  }

  private Duration signInTime() {
    var text = settings.get(Setting.SIGN_IN_TIME);
    var match = SECONDS.matcher(text);
    if (!match.matches()) {
      throw ConfigReader.notUsable(Setting.SIGN_IN_TIME, "seconds such as 60s", text);
    }
    return Duration.ofSeconds(Long.parseLong(match.group(1)));
  }

  private TrustedProxies proxies() {
    return settings
        .find(Setting.TRUSTED_PROXIES)
        .map(LimitsReader::networks)
        .orElse(TrustedProxies.NONE);
  }

  private static TrustedProxies networks(String text) {
    try {
      return new TrustedProxies(
          Arrays.stream(text.split(",", -1)).map(String::strip).map(Network::parse).toList());
    } catch (IllegalArgumentException _) {
      throw ConfigReader.notUsable(
          Setting.TRUSTED_PROXIES, "addresses or networks such as 10.0.0.0/8", text);
    }
  }
}
