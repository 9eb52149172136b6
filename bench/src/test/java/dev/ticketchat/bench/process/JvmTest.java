package dev.ticketchat.bench.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JvmTest {

  @Test
  void countsWhatIsLeftOfTheHeap() {
    var histogram =
        """
         num     #instances         #bytes  class name (module)
        -------------------------------------------------------
           1:         18904        1520392  [B (java.base@25)
        Total         85932        5521424
        """;

    assertThat(Jvm.lastTotal(histogram)).isEqualTo(5_521_424);
  }
}
