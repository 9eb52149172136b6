/// The program: command line, settings, wiring, start and stop.
///
/// [dev.ticketchat.app.Main] parses on the main thread; [dev.ticketchat.app.Ticketchat] builds all
/// parts with plain constructors, opens the port last, and closes them in the opposite order when
/// the process is told to end. Nothing outside this package reads the environment or exits.
@NullMarked
package dev.ticketchat.app;

import org.jspecify.annotations.NullMarked;
