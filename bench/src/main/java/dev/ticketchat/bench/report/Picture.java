package dev.ticketchat.bench.report;

/// A chart as SVG.
///
/// @param name of its file, without an ending
/// @param says what one sees, for those who do not
public record Picture(String name, String says, String svg) {}
