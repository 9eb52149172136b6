/// What the server counts about itself, for Prometheus. No threads of its own; counting is safe
/// from any thread and never blocks.
@NullMarked
package dev.ticketchat.infra.metrics;

import org.jspecify.annotations.NullMarked;
