/// Real time for the media threads of engines in containers.
///
/// A kernel with `RT_GROUP_SCHED` and control groups of version 1 gives each group a budget: so
/// many microseconds of each second in which its threads may run as `SCHED_FIFO`. A group without
/// budget cannot have such threads at all, and the budgets of all children together may not exceed
/// the parent's. [RtSlices] shares what the parent has equally among the engines that ask for it;
/// [RealTime] writes it and gives the media threads their policy.
///
/// All of it is done from outside, by the toolbox: an engine keeps no capability. `SYS_NICE` would
/// be of no use to it: Docker gives a user other than root no effective capability. What `docker
/// update --cpu-rt-runtime` says of a running container is not believed either: it changes nothing.
/// What is shown is read from the control groups and from `/proc`.
///
/// Threads: [RealTime] blocks for a second or two, and takes turns with other processes by trying
/// again when the kernel refuses.
///
/// ```java
/// RtState state = realTime.share();   // each running engine with --rt has its share now
/// state.slices().getFirst().micros(); // 95000, read from the control group
/// ```
@NullMarked
package io.milliwatt.bench.realtime;

import org.jspecify.annotations.NullMarked;
