/// What integration tests share: programs of this machine, such as Node and clamd.
@NullMarked
package dev.ticketchat.testing;

import org.jspecify.annotations.NullMarked;
