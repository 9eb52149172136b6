/// Token buckets in memory. Runs on its callers' threads; nothing to start or stop.
@NullMarked
package dev.ticketchat.infra.limits;

import org.jspecify.annotations.NullMarked;
