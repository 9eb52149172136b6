/// What happens to pictures: the position where they were taken is removed from their metadata, and
/// small pictures are made of them. Both take whatever bytes come.
///
/// Runs on its callers' threads, which must be of the platform: decoding is all computing, and on a
/// virtual thread it would hold up every other one. Nothing to start or stop. The JDK's imaging
/// must run headless (`java.awt.headless=true`).
@NullMarked
package dev.ticketchat.infra.pictures;

import org.jspecify.annotations.NullMarked;
