/// What the chat withstands: each test injects one fault under load, and the checker of
/// [dev.ticketchat.faults.ledger] says what it cost. What is promised, with figures, is in
/// `docs/reliability.md`.
@NullMarked
package dev.ticketchat.faults;

import org.jspecify.annotations.NullMarked;
