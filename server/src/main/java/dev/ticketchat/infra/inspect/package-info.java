/// Tells what a file is by its bytes, and whether files like it are taken.
///
/// [dev.ticketchat.infra.inspect.TikaInspector] reads a file once, front to back. Its first bytes
/// tell its type (Tika's magic numbers, and what those cannot tell apart); the type chooses what
/// looks at the rest: archives and documents are walked member by member, each inspected as a file
/// is, and nothing is unpacked to disk. What was found, a type or a
/// [dev.ticketchat.infra.inspect.Finding], is looked up in one table,
/// [dev.ticketchat.infra.inspect.FileRules], which says whether it is taken. Code finds; the table
/// decides.
///
/// Runs on its callers' threads; nothing to start or stop. One inspection holds at most a few
/// hundred KiB whatever the file holds, and its time is linear in the file's size and the bound on
/// what may be expanded.
@NullMarked
package dev.ticketchat.infra.inspect;

import org.jspecify.annotations.NullMarked;
