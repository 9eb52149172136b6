/// The chat's ports in memory, for its tests.
@NullMarked
package dev.ticketchat.chat.fakes;

import org.jspecify.annotations.NullMarked;
