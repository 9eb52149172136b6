/// The files of messages: checking them, keeping them, and the ports to whatever does the work.
///
/// A file lies in a [TemporaryFile] until it is stored; whoever made that closes it, on every way
/// out. Everything here blocks, and is called on virtual threads, never on an event loop.
@NullMarked
package dev.ticketchat.chat.files;

import org.jspecify.annotations.NullMarked;
