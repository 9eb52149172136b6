package dev.ticketchat.infra.inspect;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.apache.tika.mime.MediaType;

/// One look at one file, and at all that lies in it. For one thread, once.
final class Inspection {
  private static final byte[] ZIP = {'P', 'K'};
  private static final byte[] OLE2 = {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0};
  private static final byte[] PDF = {'%', 'P', 'D', 'F', '-'};

  /// How far in a PDF reader looks for a beginning.
  private static final int NEAR = 1024;

  private static final Set<String> SIMPLE =
      Set.of("application/pdf", "application/json", "application/xml", "application/rtf");
  private static final Set<String> ARCHIVES =
      Set.of("application/gzip", "application/x-tar", "application/x-gtar");

  private final FileRules rules;
  private final Detector detector;
  private final Budget budget;
  private final Buffers buffers = new Buffers();

  Inspection(FileRules rules, Detector detector) {
    this.rules = rules;
    this.detector = detector;
    this.budget = new Budget(rules);
  }

  /// The file's type.
  String inspect(FileChannel file) throws IOException {
    try (var content = open(Channels.newInputStream(file))) {
      return look(content, Place.alone(rules), Optional.of(file));
    }
  }

  private Content open(InputStream bytes) throws IOException {
    return new Content(bytes, buffers, Tap.none());
  }

  private void lookInside(InputStream bytes, Place place) throws IOException {
    try (var content = open(bytes)) {
      look(content, place, Optional.empty());
    }
  }

  private String look(Content content, Place place, Optional<FileChannel> file) throws IOException {
    var type = detector.typeOf(content.head());
    try {
      type = read(content, type, place, file);
    } catch (Damaged _) {
      place.found(Finding.DAMAGED);
    }
    content.drain();
    lookForHidden(content, type, place);
    return type;
  }

  /// Reads as much as tells the type and what is in the file.
  private String read(Content content, String type, Place place, Optional<FileChannel> file)
      throws IOException {
    if (begins(content, ZIP) && isZip(type)) {
      return zip(content, place);
    }
    if (begins(content, OLE2)) {
      type = new Ole2Check(place).read(content);
      place.judge(type);
      return type;
    }
    place.judge(type);
    if (PictureCheck.reads(type)) {
      new PictureCheck(rules, place, file).read(content, type);
    } else if (ARCHIVES.contains(type)) {
      archive(content, type, place);
    } else if (type.equals("application/pdf") || begins(content, PDF)) {
      new PdfCheck(content, budget, place, (_, bytes) -> lookInside(bytes, place.inside())).read();
    } else if (type.equals("application/rtf")) {
      new RtfCheck(place).read(content);
    } else if (type.endsWith("xml") || beginsLikeXml(content, type)) {
      new XmlCheck(place).read(content);
    }
    return type;
  }

  private boolean isZip(String type) {
    var zip = MediaType.APPLICATION_ZIP;
    var parsed = MediaType.parse(type);
    return type.equals(ZipContents.ZIP) || detector.registry().isSpecializationOf(parsed, zip);
  }

  private static boolean beginsLikeXml(Content content, String type) {
    boolean text = type.startsWith("text/") || type.equals(Detector.UNKNOWN);
    return text && ActiveText.beginsLikeXml(content.head());
  }

  private String zip(Content content, Place place) throws IOException {
    var contents = new ZipContents(place);
    Members members = (name, bytes) -> zipMember(contents, name, bytes, place);
    budget.within(new ZipMembers(content, budget, place, members)::walk);
    var type = contents.type();
    place.judge(type);
    place.settle(contents.isDocument());
    return type;
  }

  private void zipMember(ZipContents contents, String name, InputStream bytes, Place place)
      throws IOException {
    try (var member = open(bytes)) {
      if (contents.read(name, member)) {
        place.insideZip().judge(detector.typeOf(member.head()));
      } else {
        look(member, place.insideZip(), Optional.empty());
      }
    }
  }

  private void archive(Content content, String type, Place place) throws IOException {
    Members members = (_, bytes) -> lookInside(bytes, place.inside());
    budget.within(
        type.equals("application/gzip")
            ? new GzipMembers(content, budget, place, members)::walk
            : new TarMembers(content, budget, place, members)::walk);
  }

  /// What is shown or read as text holds no archive anywhere. Other files may hold one inside them,
  /// as a Word file holds an Excel sheet, but do not end as one.
  private static void lookForHidden(Content content, String type, Place place) {
    boolean shown =
        type.startsWith("image/") || type.startsWith("audio/") || type.startsWith("video/");
    boolean simple = shown || type.startsWith("text/") || SIMPLE.contains(type);
    boolean zip = begins(content, ZIP) && !simple;
    if (!zip && (simple ? content.hidden().anywhere() : content.hidden().atTheEnd())) {
      place.found(Finding.HIDDEN_DATA);
    }
    if (shown && ActiveText.isIn(content.head())) {
      place.found(Finding.ACTIVE_TEXT);
    }
    if (shown && contains(content.head(), PDF)) {
      place.found(Finding.HIDDEN_DATA);
    }
  }

  private static boolean begins(Content content, byte[] magic) {
    return matches(content.head(), 0, magic);
  }

  private static boolean contains(byte[] head, byte[] magic) {
    for (int at = 0; at < Math.min(head.length, NEAR); at++) {
      if (matches(head, at, magic)) {
        return true;
      }
    }
    return false;
  }

  private static boolean matches(byte[] head, int at, byte[] magic) {
    return head.length - at >= magic.length
        && Arrays.equals(head, at, at + magic.length, magic, 0, magic.length);
  }
}
