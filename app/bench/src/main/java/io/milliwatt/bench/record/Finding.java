package io.milliwatt.bench.record;

/// One verdict of the doctor.
///
/// @param rule the rule's id, `R1` ...
/// @param severity how bad it is
/// @param message what was seen and why it matters, with the actual addresses and ports
/// @param fix what to do, one line, a command where there is one
public record Finding(String rule, Severity severity, String message, String fix) {}
