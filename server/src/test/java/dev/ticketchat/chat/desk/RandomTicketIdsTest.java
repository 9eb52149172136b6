package dev.ticketchat.chat.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RandomTicketIdsTest {

  @Test
  void anIdCanBeReadAloud() {
    assertThat(Stream.generate(new RandomTicketIds(new Random(1))).limit(1_000))
        .allSatisfy(id -> assertThat(id.value()).matches("T-[0-9A-HJKMNP-TV-Z]{10}"));
  }

  @Test
  void idsDoNotRepeat() {
    assertThat(Stream.generate(new RandomTicketIds(new SecureRandom())).limit(10_000))
        .doesNotHaveDuplicates();
  }
}
