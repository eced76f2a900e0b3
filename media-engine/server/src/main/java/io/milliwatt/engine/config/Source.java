package io.milliwatt.engine.config;

/// The value of a setting.
///
/// @param from argument or variable it was given by
record Source(String from, String value) {}
