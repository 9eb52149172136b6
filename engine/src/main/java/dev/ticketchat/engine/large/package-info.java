/// What is too large to be held in memory: messages that are handed on piece by piece, and values
/// of theirs that go to files.
///
/// Pieces are taken on event loops, which never block for a disk: a [Spool]'s own threads write
/// them, and whoever sends too fast for the disk is paused. Blobs may be used on any thread.
@NullMarked
package dev.ticketchat.engine.large;

import org.jspecify.annotations.NullMarked;
