package dev.ticketchat.bench.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LoadTest {

  @Test
  void mayTakeAsLongAsItWasToldAndSomeMore() {
    var load = Load.chat(Crowd.of(4, 2)).lasting(1.5, 5);

    assertThat(load.patience()).isEqualTo(Duration.ofMillis(126_500));
  }

  @Test
  void crowdsOfDifferentRoomsShareNoTicket() {
    var pairs = Crowd.of(1_000, 2);
    var fives = new Crowd(1_000, 5, 10_000, false);

    assertThat(pairs.endOfTickets()).isEqualTo(500);
    assertThat(fives.firstTicket()).isEqualTo(2_000);
    assertThat(fives.client(2_000)).isEqualTo("u10000");
  }

  @Test
  void saysWhatWentWrong() {
    var result =
        LoadResult.read(
            """
            {"ok":false,"errors":{"timeout":3},"first_error":"no answer"}\
            """);

    assertThat(result.trouble()).contains("{\"timeout\":3} no answer");
    assertThat(LoadResult.read("{\"ok\":true}").trouble()).isEmpty();
  }
}
