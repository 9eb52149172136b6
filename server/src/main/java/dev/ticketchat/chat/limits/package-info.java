/// How much a user may do, and the port that counts it.
@NullMarked
package dev.ticketchat.chat.limits;

import org.jspecify.annotations.NullMarked;
