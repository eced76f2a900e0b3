package io.milliwatt.bench.route;

import io.milliwatt.bench.toolbox.HostCommand;

/// One change of the Docker host that lets the phones' packets through.
///
/// @param removes the obstacle it removes; [Obstacle.Kind#NO_ANSWER] for the one that keeps the
///   container's address on what it sends first
/// @param command the change and its undo
/// @param why why it is needed, in words
public record RouteStep(Obstacle.Kind removes, HostCommand command, String why) {}
