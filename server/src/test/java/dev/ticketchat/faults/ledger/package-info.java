/// What every client of a run saw, and a checker in the manner of Jepsen over all of it and the
/// history that the server ended with.
///
/// A ledger is written by its client alone, on whatever thread that has; the checker reads when the
/// clients have stopped.
@NullMarked
package dev.ticketchat.faults.ledger;

import org.jspecify.annotations.NullMarked;
