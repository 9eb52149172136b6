/// Who is calling: principals, the port that makes them out of tokens, and who is turned out.
@NullMarked
package dev.ticketchat.chat.identity;

import org.jspecify.annotations.NullMarked;
