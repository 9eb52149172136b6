/// What the connections of one event loop share: deadlines that cost no timer each, and memory that
/// grows only with the bytes that really come.
///
/// Everything here is confined to one event loop; nothing is started or stopped.
@NullMarked
package dev.ticketchat.engine.loop;

import org.jspecify.annotations.NullMarked;
