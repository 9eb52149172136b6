/// The other side of the chat's ports, one package per technology, and how a part says that what it
/// was told to use cannot be used.
@NullMarked
package dev.ticketchat.infra;

import org.jspecify.annotations.NullMarked;
