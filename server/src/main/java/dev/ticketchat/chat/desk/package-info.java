/// The desk: opening, mirroring and listing tickets, and telling those who should know.
@NullMarked
package dev.ticketchat.chat.desk;

import org.jspecify.annotations.NullMarked;
