package dev.ticketchat.app;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/// The version that the jar's manifest tells.
final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() {
    return new String[] {"ticketchat " + number() + " (Java " + Runtime.version() + ")"};
  }

  private static String number() {
    return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
        .orElse("unpackaged");
  }
}
