package dev.ticketchat.infra.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.ticketchat.chat.ErrorCode;
import dev.ticketchat.chat.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files with bytes changed, cut, doubled and mixed: whatever they hold, the answer is a type or a
/// reason.
class MutatedFilesTest {
  private static final int MUTATIONS = 10_000;
  private static final int SMALL = 16 * 1024;
  private static final long SEED = 42;

  private final TikaInspector inspector = new TikaInspector(FileRules.load(Optional.empty()));
  private final ArchiveWalk walk = new ArchiveWalk(FileRules.load(Optional.empty()));

  @TempDir private Path folder;

  @Test
  void areTakenOrRefusedAndNothingElse() throws IOException {
    var samples = samples();
    var random = new Random(SEED);
    var file = folder.resolve("file");
    int refused = 0;

    for (int i = 0; i < MUTATIONS; i++) {
      var sample = samples.get(i % samples.size());
      var mutated = mutate(sample, samples, random);
      Files.write(file, mutated);
      refused += refuses(file, mutated, i) ? 1 : 0;
    }

    assertThat(refused).isBetween(MUTATIONS / 10, MUTATIONS - 1);
  }

  private boolean refuses(Path file, byte[] bytes, int round) {
    try {
      inspector.inspect(file, "a.txt", "");
      walk.walk(file, Unseen::new);
      return false;
    } catch (Refused e) {
      assertThat(e.code()).isEqualTo(ErrorCode.FILE_REJECTED);
      return true;
    } catch (RuntimeException | StackOverflowError e) {
      return fail("round " + round + " of seed " + SEED + ", " + bytes.length + " bytes", e);
    }
  }

  private static byte[] mutate(byte[] sample, List<byte[]> samples, Random random) {
    var bytes = sample.clone();
    for (int i = 0; i <= random.nextInt(6) && bytes.length > 1; i++) {
      int at = random.nextInt(bytes.length);
      int to = at + random.nextInt(bytes.length - at);
      bytes =
          switch (random.nextInt(6)) {
            case 0 -> Arrays.copyOf(bytes, at);
            case 1 ->
                Bytes.join(Arrays.copyOf(bytes, to), Arrays.copyOfRange(bytes, at, bytes.length));
            case 2 ->
                Bytes.join(Arrays.copyOf(bytes, at), Arrays.copyOfRange(bytes, to, bytes.length));
            case 3 ->
                Bytes.join(Arrays.copyOf(bytes, at), samples.get(random.nextInt(samples.size())));
            default -> changed(bytes, at, random);
          };
    }
    return bytes;
  }

  private static byte[] changed(byte[] bytes, int at, Random random) {
    var values = new int[] {0, 1, 0x7F, 0x80, 0xFF, random.nextInt(256)};
    bytes[at] = (byte) values[random.nextInt(values.length)];
    return bytes;
  }

  private static List<byte[]> samples() {
    return Stream.concat(HostileFilesTest.all().stream(), OrdinaryFilesTest.all().stream())
        .map(sample -> sample.bytes().get())
        .filter(bytes -> bytes.length > 0 && bytes.length <= SMALL)
        .toList();
  }

  private static final class Unseen implements ArchiveWalk.Member {

    @Override
    public void bytes(byte[] bytes, int from, int count) {}

    @Override
    public void end() {}
  }
}
