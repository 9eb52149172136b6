package dev.ticketchat.app;

import java.util.Map;
import java.util.Optional;

/// The texts given for the settings: a flag wins over a variable, a variable over a default.
///
/// @param flags as given on the command line; an empty one is refused
/// @param environment all variables of the process; an empty one counts as not set
/// @param defaults of one command, before those of the settings themselves
record Settings(
    Map<Setting, String> flags, Map<String, String> environment, Map<Setting, String> defaults) {

  Optional<String> find(Setting setting) {
    return given(setting)
        .or(() -> Optional.ofNullable(defaults.get(setting)))
        .or(setting::standard);
  }

  /// The text of a setting that has a default.
  String get(Setting setting) {
    return find(setting).orElseThrow();
  }

  private Optional<String> given(Setting setting) {
    var flag = Optional.ofNullable(flags.get(setting));
    if (flag.filter(String::isEmpty).isPresent()) {
      throw new BadSetting(setting + " must not be empty.");
    }
    return flag.or(() ->
        Optional.ofNullable(environment.get(setting.variable())).filter(value -> !value.isEmpty()));
  }
}
