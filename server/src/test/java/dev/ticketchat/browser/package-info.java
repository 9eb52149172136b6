/// The example page in a real browser.
@NullMarked
package dev.ticketchat.browser;

import org.jspecify.annotations.NullMarked;
