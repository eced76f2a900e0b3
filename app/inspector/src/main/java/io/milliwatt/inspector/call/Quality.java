package io.milliwatt.inspector.call;

/// What a listener would say of a stream: the E-model of ITU-T G.107.
///
/// @param r the rating, 0 to 100
/// @param mos mean opinion score, 1 to 4.5
/// @param inputs what it was computed from, in words, such as `PCMA, 0.3 % lost, 45 ms one way`
public record Quality(double r, double mos, String inputs) {}
