/// Tickets, who may open them, and the port that keeps them.
@NullMarked
package dev.ticketchat.chat.tickets;

import org.jspecify.annotations.NullMarked;
