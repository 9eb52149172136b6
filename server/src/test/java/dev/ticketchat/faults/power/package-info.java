/// A disk that loses its power: what a process did to its files is written down by a library that
/// is preloaded into it, and from that the disk is made as it may be found after a power cut at any
/// moment. Writes that were not synced are dropped, or kept in part.
@NullMarked
package dev.ticketchat.faults.power;

import org.jspecify.annotations.NullMarked;
