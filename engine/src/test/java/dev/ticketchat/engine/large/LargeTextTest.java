package dev.ticketchat.engine.large;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketchat.engine.fuzz.Allocation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LargeTextTest {
  private static final int MAX_TEXT = 1_000;
  private static final int LITTLE = 10_000;

  private final Told told = new Told();
  private final Budget room = new Budget(64 * 1024);

  @Test
  void saysOnceThatItIsTooLongWhereverThatShows() {
    var text = newText();

    text.take(("\"" + "x".repeat(MAX_TEXT) + "\", \"more\"").getBytes(US_ASCII));
    text.take("\"and more\"".getBytes(US_ASCII));
    text.end();

    assertThat(told.what).containsExactly("unreadable");
  }

  @Test
  void isRefusedWhereOthersHaveTheRoomAndGivesItsOwnBack() {
    assertThat(room.take(60 * 1024)).isTrue();
    newText().take(new byte[] {'['});
    assertThat(told.what).containsExactly("unreadable");

    room.giveBack(60 * 1024);
    for (int i = 0; i < 100; i++) {
      var whole = newText();
      whole.take("[1]".getBytes(US_ASCII));
      whole.end();
      var given = newText();
      given.take("[1".getBytes(US_ASCII));
      given.abort();
      given.abort();
    }

    assertThat(room.take(64 * 1024)).isTrue();
  }

  @Test
  void takesNoMemoryBeforeThereIsSomethingToKeep() {
    newText().take(new byte[] {'['});
    long before = Allocation.allocated();

    newText().take(new byte[] {'['});

    assertThat(Allocation.allocated() - before).isLessThan(LITTLE);
  }

  private LargeText newText() {
    return new LargeText(
        MAX_TEXT,
        "secret",
        () -> {
          throw new AssertionError("nothing here is large");
        },
        room,
        told);
  }

  private static final class Told implements LargeText.Receiver {
    final List<String> what = new ArrayList<>();

    @Override
    public void onText(byte[] text, Lifted lifted) {
      what.add("text");
    }

    @Override
    public void onUnreadable(String why) {
      what.add("unreadable");
    }
  }
}
