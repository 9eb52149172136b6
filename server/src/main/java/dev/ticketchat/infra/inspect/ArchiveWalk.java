package dev.ticketchat.infra.inspect;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Shows the bytes of every member of an archive, and of the archives inside it, to a visitor: zip
/// (and all documents that are one), gzip and tar. Each member is read once and nothing is unpacked
/// to disk; memory and time are bounded by the table's limits. Shows nothing of other files. Safe
/// from any thread.
public final class ArchiveWalk {
  private final FileRules rules;

  public ArchiveWalk(FileRules rules) {
    this.rules = rules;
  }

  /// Is shown the members. A member that is an archive itself is shown as a whole, and its own
  /// members meanwhile, before it ends. Called on the walk's thread.
  @FunctionalInterface
  public interface Visitor {

    /// A member begins.
    ///
    /// @return takes its bytes
    Member begin();
  }

  /// Takes the bytes of one member.
  public interface Member {

    /// The next bytes, which are the member's during the call alone.
    void bytes(byte[] bytes, int from, int count);

    /// There are no more.
    void end();
  }

  /// Walks through all members.
  ///
  /// @throws dev.ticketchat.chat.Refused `FILE_REJECTED`, as [TikaInspector] does, when the archive
  ///   is damaged, locked or beyond a bound; what was shown until then is not all of it
  /// @throws UncheckedIOException when the disk fails
  public void walk(Path file, Visitor visitor) {
    var walk = new Walk(visitor);
    try (var in = Files.newInputStream(file);
        var content = new Content(in, walk.buffers, Tap.none())) {
      walk.descend(content, Place.alone(rules));
    } catch (Damaged _) {
      Place.alone(rules).found(Finding.DAMAGED);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// One walk.
  private final class Walk {
    private final Visitor visitor;
    private final Budget budget = new Budget(rules);
    private final Buffers buffers = new Buffers();

    Walk(Visitor visitor) {
      this.visitor = visitor;
    }

    void descend(Content content, Place place) throws IOException {
      var head = content.head();
      Members inZip = (_, bytes) -> show(bytes, place.insideZip());
      Members inside = (_, bytes) -> show(bytes, place.inside());
      if (begins(head, 'P', 'K') && head.length >= 4 && head[2] <= 6) {
        budget.within(new ZipMembers(content, budget, place, inZip)::walk);
      } else if (begins(head, 0x1F, 0x8B)) {
        budget.within(new GzipMembers(content, budget, place, inside)::walk);
      } else if (TarHeader.isOne(head)) {
        budget.within(new TarMembers(content, budget, place, inside)::walk);
      }
    }

    private void show(InputStream bytes, Place place) throws IOException {
      var member = visitor.begin();
      try (var content = new Content(bytes, buffers, member::bytes)) {
        descend(content, place);
        content.drain();
      }
      member.end();
    }
  }

  private static boolean begins(byte[] head, int first, int second) {
    return head.length >= 2 && (head[0] & 0xFF) == first && (head[1] & 0xFF) == second;
  }
}
