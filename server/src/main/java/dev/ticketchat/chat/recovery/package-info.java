/// Coming back: where a client stood, and what it missed while it was away.
@NullMarked
package dev.ticketchat.chat.recovery;

import org.jspecify.annotations.NullMarked;
