/// What fuzz tests have in common. A fuzz test replays its corpus as a unit test, and looks for new
/// input in a process of its own: see CONTRIBUTING.md.
@NullMarked
package dev.ticketchat.engine.fuzz;

import org.jspecify.annotations.NullMarked;
