/// The runs: one class for each comparison that a goal of this project speaks of.
///
/// A run starts the servers that it compares, each with a port and a folder of its own, lets all of
/// them get warm, and measures them in rounds, one after the other (A B C, C B A), so that a slow
/// moment of the machine hits all alike. Figures are medians over the rounds; ratios are taken
/// within a round first. [SuiteCommand] is where it starts.
@NullMarked
package dev.ticketchat.bench.suite;

import org.jspecify.annotations.NullMarked;
