package dev.ticketchat.app;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;

/// The settings that one command takes, as flags of its command line. A setting that the command
/// does not take is not read from the environment either.
final class SettingFlags {
  private final List<Setting> taken;
  private final Map<Setting, String> defaults;
  private final Map<String, String> environment;
  private final Map<Setting, String> given = new EnumMap<>(Setting.class);

  /// @param defaults where they differ from those of the settings
  SettingFlags(
      List<Setting> taken, Map<Setting, String> defaults, Map<String, String> environment) {
    this.taken = taken;
    this.defaults = defaults;
    this.environment = environment;
  }

  void addTo(CommandSpec command) {
    for (var setting : taken) {
      command.addOption(option(setting));
    }
  }

  /// What was given on the command line that was parsed last, and in the environment.
  Settings settings() {
    return new Settings(given, environment, defaults);
  }

  private OptionSpec option(Setting setting) {
    return OptionSpec.builder(setting.flag())
        .type(String.class)
        .paramLabel(setting.placeholder())
        .description(setting.help(), origin(setting))
        .setter(
            new ISetter() {
              @Override
              public <T> @Nullable T set(T value) {
                if (value instanceof String text) {
                  given.put(setting, text);
                }
                return null;
              }
            })
        .build();
  }

  private String origin(Setting setting) {
    return Optional.ofNullable(defaults.get(setting))
        .or(setting::standard)
        .map(value -> "[%s, default %s]".formatted(setting.variable(), value))
        .orElse("[" + setting.variable() + "]");
  }
}
