package dev.ticketchat.infra.pictures;

import dev.ticketchat.chat.Refused;
import dev.ticketchat.chat.files.FileType;
import dev.ticketchat.chat.files.Pictures;
import dev.ticketchat.infra.OutageLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// Pictures by the JDK's Image I/O: JPEG, PNG, GIF (its first frame) and BMP, and WebP by a
/// plug-in.
///
/// What is removed as a position: in EXIF the directory of GPS, in XMP the properties that begin
/// with `GPS`. In JPEG, PNG and WebP, but not where a PNG holds metadata compressed. Names of
/// places that a person typed stay, and so do videos behind a picture. Where metadata is malformed,
/// what can be reached is removed, and the rest stays as it is.
public final class ImageIoPictures implements Pictures {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final long MAX_PIXELS = 200_000_000;

  /// Far more than pictures have; each costs a pass over the whole picture.
  private static final int MAX_SCANS = 100;

  private final MemoryBudget budget;
  private final OutageLog outage = new OutageLog("files: changing a picture");

  /// @param memory bytes for all calls together; a picture that needs more gets no thumbnail. 64
  ///   MiB are enough for most, of any number of pixels that are not a progressive JPEG
  public ImageIoPictures(long memory) {
    this(memory, PATIENCE);
  }

  ImageIoPictures(long memory, Duration patience) {
    budget = new MemoryBudget(memory, patience);
  }

  /// @throws Refused `UNAVAILABLE` when the file cannot be read or written, or too many others are
  ///   at work
  @Override
  public boolean removePosition(Path path, FileType type) {
    var format = Format.of(type.mimeType());
    if (format.isEmpty()) {
      return false;
    }
    try (var file = PictureFile.toChange(path)) {
      var found = removePosition(file, format.get());
      outage.worked();
      return found;
    } catch (IOException e) {
      outage.failed(new IOException(e.getClass().getSimpleName(), e));
      throw Refused.unavailable();
    }
  }

  @Override
  public Optional<FileType> thumbnail(Path picture, FileType type, Path target) {
    return Format.of(type.mimeType())
        .flatMap(format -> made(picture, format))
        .filter(made -> write(made, target))
        .map(made -> made.type());
  }

  private boolean removePosition(PictureFile file, Format format) throws IOException {
    var positions = new Positions(file, format.metadata(file));
    try (var claim = budget.claim(positions.memory())) {
      if (!claim.had()) {
        throw Refused.unavailable();
      }
      return positions.remove();
    }
  }

  /// A broken picture makes its reader throw whatever it likes, and ask for memory that no estimate
  /// from its head foretells.
  private Optional<Made> made(Path picture, Format format) {
    try (var file = PictureFile.toRead(picture);
        var reader = PictureReader.open(format, file)) {
      var thumbnail = thumbnail(reader, file, format);
      return thumbnail.isEmpty()
          ? Optional.empty()
          : Optional.of(new Made(thumbnail.get().type(), thumbnail.get().encoded()));
    } catch (IOException | RuntimeException | OutOfMemoryError _) {
      return Optional.empty();
    }
  }

  private Optional<Thumbnail> thumbnail(PictureReader reader, PictureFile file, Format format)
      throws IOException {
    var scans = format == Format.JPEG ? JpegScans.in(file) : new JpegScans(false, 1);
    var step = Thumbnail.step(reader.width(), reader.height());
    var memory = reader.memory(step, scans.progressive());
    if (reader.pixels() > MAX_PIXELS || scans.scans() > MAX_SCANS || !budget.allows(memory)) {
      return Optional.empty();
    }
    var orientation = Orientation.of(format.orientation(file));
    try (var claim = budget.claim(memory)) {
      return claim.had()
          ? Optional.of(
              Thumbnail.of(reader.read(step), reader.width(), reader.height(), orientation))
          : Optional.empty();
    }
  }

  /// Whether it could be written. A disk that is full is not told here: nothing was promised.
  private static boolean write(Made thumbnail, Path target) {
    try (var out = Files.newOutputStream(target)) {
      thumbnail.content().writeTo(out);
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  /// A thumbnail, not yet in its file.
  private record Made(FileType type, ByteArrayOutputStream content) {}
}
