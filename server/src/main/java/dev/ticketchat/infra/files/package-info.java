/// Where files lie: on a disk of this machine, or in an S3-compatible store; and where they wait
/// until they are stored.
///
/// Threads: everything blocks its caller, which is a virtual thread; nothing here starts threads,
/// except that the AWS SDK has a few for its time limits. It is loaded when an
/// [dev.ticketchat.infra.files.S3FileStore] is, and not before: nothing else here names it.
@NullMarked
package dev.ticketchat.infra.files;

import org.jspecify.annotations.NullMarked;
