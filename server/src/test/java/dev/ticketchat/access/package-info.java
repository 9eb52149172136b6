/// Who gets in, and who does not: seen from outside, over the wire.
@NullMarked
package dev.ticketchat.access;

import org.jspecify.annotations.NullMarked;
