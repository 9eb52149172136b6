package dev.ticketchat.infra.inspect;

import dev.ticketchat.chat.ErrorCode;
import dev.ticketchat.chat.Refused;
import dev.ticketchat.chat.files.FileInspector;
import dev.ticketchat.chat.files.FileType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Inspects files with Tika's magic numbers and readers of our own for what lies behind them.
public final class TikaInspector implements FileInspector {
  private final FileRules rules;
  private final Detector detector = new Detector();
  private final Agreement agreement;

  public TikaInspector(FileRules rules) {
    this.rules = rules;
    this.agreement = new Agreement(rules, detector.registry());
  }

  /// {@inheritDoc}
  ///
  /// @throws UncheckedIOException when the disk fails
  @Override
  public FileType inspect(Path file, String name, String declaredType) {
    var found = typeOf(file);
    var place = Place.alone(rules);
    place.judgeName(name);
    agreement.require(declaredType, found, place);
    return switch (rules.verdict(found)) {
      case Verdict.Refuse(var reason) -> throw new Refused(ErrorCode.FILE_REJECTED, reason);
      case Verdict.Accept(var extension, var servedAs, var picture) ->
          new FileType(servedAs.isEmpty() ? found : servedAs, extension, picture);
    };
  }

  private String typeOf(Path file) {
    try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return new Inspection(rules, detector).inspect(channel);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
