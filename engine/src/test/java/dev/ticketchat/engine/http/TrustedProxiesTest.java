package dev.ticketchat.engine.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TrustedProxiesTest {
  private final TrustedProxies proxies =
      new TrustedProxies(
          List.of(
              Network.parse("10.0.0.0/9"), Network.parse("fd00::/7"), Network.parse("192.0.2.7")));

  /// What arrives from whom, and who counts as the client. Headers stand apart by `;`.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          203.0.113.9 | -                                   | 203.0.113.9
          203.0.113.9 | 198.51.100.1                        | 203.0.113.9
          10.1.2.3    | -                                   | 10.1.2.3
          10.1.2.3    | 198.51.100.1                        | 198.51.100.1
          10.1.2.3    | 1.1.1.1, 198.51.100.1               | 198.51.100.1
          10.1.2.3    | 1.1.1.1, 10.9.9.9, 198.51.100.1     | 198.51.100.1
          10.1.2.3    | 1.1.1.1, 198.51.100.1, 10.9.9.9     | 198.51.100.1
          10.1.2.3    | 1.1.1.1;198.51.100.1;192.0.2.7      | 198.51.100.1
          10.1.2.3    | 10.5.5.5, 10.6.6.6                  | 10.5.5.5
          10.1.2.3    | unknown, 10.6.6.6                   | 10.6.6.6
          10.1.2.3    | 198.51.100.1, unknown               | 10.1.2.3
          10.1.2.3    | 198.51.100.1, ' '                   | 10.1.2.3
          10.1.2.3    | www.example.com                     | 10.1.2.3
          10.1.2.3    | 198.51.100.1:4711                   | 198.51.100.1
          10.1.2.3    | [2001:db8::5]:4711                  | 2001:db8:0:0:0:0:0:5
          10.1.2.3    | 2001:db8::5                         | 2001:db8:0:0:0:0:0:5
          10.1.2.3    | ::ffff:198.51.100.1                 | 198.51.100.1
          ::ffff:10.1.2.3 | 198.51.100.1                    | 198.51.100.1
          fd12::1     | 198.51.100.1, fd13::2               | 198.51.100.1
          10.128.0.1  | 198.51.100.1                        | 10.128.0.1
          192.0.2.8   | 198.51.100.1                        | 192.0.2.8
          """)
  void believesOnlyWhatTrustedProxiesAdded(String peer, String headers, String client) {
    var from = new InetSocketAddress(InetAddress.ofLiteral(peer), 1234);
    List<String> values = headers == null ? List.of() : Arrays.asList(headers.split(";"));

    assertThat(proxies.client(from, values).getAddress().getHostAddress()).isEqualTo(client);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "example.com", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x", "fd00::/129"})
  void refusesWhatIsNoNetwork(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Network.parse(text));
  }

  @Test
  void containsEverythingWithoutAPrefix() {
    assertThat(Network.parse("0.0.0.0/0").contains(InetAddress.ofLiteral("203.0.113.9"))).isTrue();
    assertThat(Network.parse("0.0.0.0/0").contains(InetAddress.ofLiteral("::1"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1,        ::ffff:192.0.2.1, true",
    "192.0.2.1,        192.0.2.2,        false",
    "2001:db8:0:1::1,  2001:db8:0:1:ffff:ffff:ffff:ffff, true",
    "2001:db8:0:1::1,  2001:db8:0:2::1,  false",
    "2001:db8::,       32.1.13.184,      false"
  })
  void countsAWholeNetworkOfIpv6AsOneAddress(String one, String other, boolean same) {
    var counts = new AddressCounts();
    counts.add(new InetSocketAddress(InetAddress.ofLiteral(one), 1));

    var client = new InetSocketAddress(InetAddress.ofLiteral(other), 2);
    assertThat(counts.of(client)).isEqualTo(same ? 1 : 0);
    assertThat(counts.add(client)).isEqualTo(same ? 2 : 1);
    counts.remove(client);
    counts.remove(client);
    counts.remove(client);
    assertThat(counts.of(client)).isZero();
  }
}
