/// The black-box suite: what the API promises, asked of a running server by the official clients
/// and by nothing else.
@NullMarked
package dev.ticketchat.contract;

import org.jspecify.annotations.NullMarked;
