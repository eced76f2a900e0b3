/// What a number of calls costs on the network of a container, before anything is launched: how
/// many RTP ports they take, how long Docker needs to publish and to take back so many, what that
/// costs in memory, processes and rules of iptables, whether the ports are free, and what the
/// alternatives cost.
///
/// A published UDP range is dear in every release of Docker: one rule in three chains for each
/// port, and a process `docker-proxy` for each. Nothing says so before the container starts, and a
/// range of 10,000 ports blocks the daemon for hours. So [NetworkPlanner] estimates; the estimate
/// has two coefficients each for start and stop ([PublishCosts]), which [Calibration] measures on
/// the daemon at hand with small ranges of a container that does nothing.
///
/// Threads: the planner and the calibration may block for seconds; call them off the window's
/// thread. Everything else is a value.
///
/// ```java
/// NetworkPlan plan = planner.plan(new PlanRequest(50, 1, 40_000, address));
/// plan.recommended();   // the option to take, with its reason and the command
/// ```
@NullMarked
package io.milliwatt.bench.plan;

import org.jspecify.annotations.NullMarked;
