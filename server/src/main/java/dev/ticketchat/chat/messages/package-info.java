/// Messages: sending, history, and the port to the log that is the only truth about them.
@NullMarked
package dev.ticketchat.chat.messages;

import org.jspecify.annotations.NullMarked;
