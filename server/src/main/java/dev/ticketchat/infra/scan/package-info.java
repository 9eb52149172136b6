/// Looking for malicious content: the test file that every scanner knows, and whatever a ClamAV
/// daemon (clamd) knows.
///
/// Threads: everything runs, and blocks, on its caller's thread; looking up clamd's name alone has
/// a short-lived thread of its own. Connections to clamd are opened when first needed and closed by
/// [dev.ticketchat.infra.scan.ClamAvScanner#close].
@NullMarked
package dev.ticketchat.infra.scan;

import org.jspecify.annotations.NullMarked;
