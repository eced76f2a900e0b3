/// The way from a phone on the LAN to a container's own address, which needs no published port: a
/// static route on the phone or its router, and a Docker host that lets the packets through.
///
/// Three things stand in the way, and look the same to a phone that hears nothing: there is no
/// route; the host does not forward, or its FORWARD chain drops what is not published; and Docker
/// 28 and later drop packets to container addresses before that, in the table `raw`. [RuleWalk]
/// finds from the rules themselves which one would drop a packet, and the probe shows by counters
/// which one did. Each is mended by itself: [ClientSystem] has the command for the phone's side,
/// the changes on the host go through the toolbox and its journal.
///
/// Threads: values and pure functions, but for those that ask Docker or the toolbox, which block.
///
/// ```java
/// RuleSet rules = RuleSet.parse(toolbox.require(... "iptables-save", "-c" ...));
/// PacketVerdict verdict = new RuleWalk(rules).judge(packet);
/// // DROPPED, -t raw -A PREROUTING -d 172.17.0.2/32 ! -i docker0 -j DROP
/// ```
@NullMarked
package io.milliwatt.bench.route;

import org.jspecify.annotations.NullMarked;
