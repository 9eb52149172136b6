package dev.ticketchat.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

final class CrowdTest {

  @Test
  void putsConsecutiveUsersIntoARoom() {
    var crowd = new Crowd(10, 4, 100);

    assertThat(crowd.rooms()).isEqualTo(3);
    assertThat(crowd.membersOf(1)).isEqualTo(4);
    assertThat(crowd.membersOf(2)).isEqualTo(2);
    assertThat(crowd.ticketOf(2)).isEqualTo(27);
    assertThat(crowd.userOf(9)).isEqualTo(109);
  }

  @Test
  void makesOneRoomOfFewerConnectionsThanMembers() {
    assertThat(new Crowd(3, 10, 0).members()).isEqualTo(3);
  }

  @Test
  void givesEachEventLoopNeighbouringRooms() {
    assertThat(new Crowd(14, 2, 0).slices(3))
        .containsExactly(new Crowd.Slice(0, 2), new Crowd.Slice(2, 2), new Crowd.Slice(4, 3));
    assertThat(new Crowd(4, 2, 0).slices(3)).hasSize(2);
  }

  @Test
  void beginsWithAWholeRoom() {
    assertThatExceptionOfType(BadOption.class).isThrownBy(() -> new Crowd(10, 4, 6));
  }

  @Test
  void numbersItsMembers() {
    var room = new Room(new Crowd(10, 4, 100), 2, 1);

    assertThat(room.ticket()).isEqualTo(27);
    assertThat(room.members()).extracting(Member::index).containsExactly(8, 9);
    assertThat(room.members()).extracting(Member::number).containsExactly(0, 1);
    assertThat(room.senders()).containsExactly(room.members().getFirst());
  }

  @Test
  void comesFromAsManyAddressesAsPortsAsk() {
    var loopback = InetAddress.ofLiteral("127.0.0.1");
    var sources = SourceAddresses.enough(loopback, 19_000);

    assertThat(sources.of(0))
        .hasValue(new InetSocketAddress(InetAddress.ofLiteral("127.0.1.1"), 0));
    assertThat(sources.of(1))
        .hasValue(new InetSocketAddress(InetAddress.ofLiteral("127.0.1.2"), 0));
    assertThat(sources.of(2)).isEqualTo(sources.of(0));
    assertThat(SourceAddresses.enough(loopback, 10_000).of(0)).isEmpty();
    assertThat(SourceAddresses.enough(InetAddress.ofLiteral("10.0.0.1"), 19_000).of(0)).isEmpty();
  }
}
