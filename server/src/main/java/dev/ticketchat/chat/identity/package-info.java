/// Who is calling: principals, and the port that makes them out of tokens.
@NullMarked
package dev.ticketchat.chat.identity;

import org.jspecify.annotations.NullMarked;
