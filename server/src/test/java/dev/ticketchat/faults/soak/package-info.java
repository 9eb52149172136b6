/// Mixed traffic with faults for as long as one likes: what one does not see in a minute.
///
/// [dev.ticketchat.faults.soak.Crowd] is the traffic; each kind of it is a class of its own, that
/// goes on until it is closed.
@NullMarked
package dev.ticketchat.faults.soak;

import org.jspecify.annotations.NullMarked;
