/// Engine.IO 4: sessions and the transports that carry them.
///
/// A session lives on one event loop, which runs everything of it: frames, heartbeat, upgrade,
/// close. Only `send`, `close`, `pauseReading` and `resumeReading` may be called from other
/// threads. [dev.ticketchat.engine.engineio.EngineIo] starts with the HTTP server that it is
/// mounted on and ends with it.
@NullMarked
package dev.ticketchat.engine.engineio;

import org.jspecify.annotations.NullMarked;
