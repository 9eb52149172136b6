package dev.ticketchat.chat.desk;

import dev.ticketchat.chat.tickets.TicketId;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// Ids such as `T-7K2MXQ40ZD` for tickets that are opened here: 50 random bits in letters and
/// digits that are not taken for one another. As safe from threads as its source.
public final class RandomTicketIds implements Supplier<TicketId> {
  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final int LENGTH = 10;

  private final RandomGenerator random;

  /// @param random in production a `SecureRandom`
  public RandomTicketIds(RandomGenerator random) {
    this.random = random;
  }

  @Override
  public TicketId get() {
    var id = new StringBuilder("T-");
    random.ints(LENGTH, 0, ALPHABET.length()).mapToObj(ALPHABET::charAt).forEach(id::append);
    return new TicketId(id.toString());
  }
}
