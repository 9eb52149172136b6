/// The port that everything shares: Netty's bootstrap, HTTP/1.1 parsing with its limits, and the
/// routes.
///
/// Event loops parse and write; a [dev.ticketchat.engine.http.Route]'s handler runs on a virtual
/// thread of its own and may block; so does reading a [dev.ticketchat.engine.http.Body.Stream].
/// [dev.ticketchat.engine.http.HttpServer#start] binds, `close` stops accepting, ends what is open
/// and returns when all of it has ended.
@NullMarked
package dev.ticketchat.engine.http;

import org.jspecify.annotations.NullMarked;
