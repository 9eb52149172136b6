/// The server that the official conformance suites ask for.
@NullMarked
package dev.ticketchat.engine.conformance;

import org.jspecify.annotations.NullMarked;
