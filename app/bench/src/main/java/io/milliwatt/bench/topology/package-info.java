/// Finds out what Docker and the host say of the way between a phone and a server: which container
/// answers at the address called, how its ports are published, and, when a call goes wrong, the
/// host's routes, rules and remembered flows, the sockets open in the container, and the packets at
/// its interface.
///
/// The quick look asks the daemon only (some ten milliseconds) and is made for every call. The deep
/// look runs two commands of the toolbox (about a second) and is made for a call that is not
/// healthy, where the toolbox image is there already. What cannot be found out is left out: a rule
/// that needs it does not fire.
///
/// ```java
/// var look = TopologyLook.create();
/// Topology quick = look.quick(target, engine, phone);
/// Topology deep = look.deep(quick, evidence, watched);
/// ```
///
/// Safe for several threads; every method may block.
@NullMarked
package io.milliwatt.bench.topology;

import org.jspecify.annotations.NullMarked;
