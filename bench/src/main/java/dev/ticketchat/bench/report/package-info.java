/// Figures, goals and pictures, and how they are written down: Markdown for people, JSON for
/// programs, SVG for both themes of a page. Pure: values in, text out; only [Report] writes files.
@NullMarked
package dev.ticketchat.bench.report;

import org.jspecify.annotations.NullMarked;
