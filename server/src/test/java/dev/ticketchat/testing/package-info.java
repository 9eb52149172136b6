/// What integration tests share: running the JavaScript tests with the machine's Node.
@NullMarked
package dev.ticketchat.testing;

import org.jspecify.annotations.NullMarked;
