/// The example of the README.
@NullMarked
package dev.ticketchat.engine.example;

import org.jspecify.annotations.NullMarked;
