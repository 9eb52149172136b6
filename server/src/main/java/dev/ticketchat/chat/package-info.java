/// What every part of the chat shares: how it says no. The chat knows the JDK alone; what it needs
/// from outside is a port beside its user.
@NullMarked
package dev.ticketchat.chat;

import org.jspecify.annotations.NullMarked;
