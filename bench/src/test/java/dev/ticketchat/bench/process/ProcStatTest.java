package dev.ticketchat.bench.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProcStatTest {
  private static final String STATUS =
      """
      Name:	java
      VmHWM:	  309844 kB
      VmRSS:	    2048 kB
      RssAnon:	  290000 kB
      """;

  @Test
  void readsProcessorTimeBehindAnyName() {
    var stat = "702 (a) ) (b) S 1 702 702 0 -1 4194560 7 0 0 0 150 25 3 4 20 0 31 0 9 3 8";

    assertThat(ProcStat.parse(stat, STATUS, "rchar: 1\nwchar: 500\n"))
        .isEqualTo(new ProcStat(Duration.ofMillis(1_750), 2 << 20, 500));
  }

  @Test
  void knowsThisProcess() {
    var pid = ProcessHandle.current().pid();

    assertThat(ProcStat.of(pid).residentBytes()).isPositive();
    assertThat(ProcStat.openFiles(pid)).isPositive();
  }
}
