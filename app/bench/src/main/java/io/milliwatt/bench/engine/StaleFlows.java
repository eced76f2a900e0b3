package io.milliwatt.bench.engine;

import java.net.InetAddress;

/// What the kernel remembers of UDP packets to an engine's ports. It decides about a flow at its
/// first packet, and a phone that goes on sending keeps that decision alive for ever: packets that
/// came while no rule was there are delivered to nobody afterwards too, and those of an earlier
/// container go to its old address. Hence such memories are deleted when the rules change.
final class StaleFlows {
    private StaleFlows() {}

    /// A shell script that makes the kernel forget the flows to these ports of the host. Flows are
    /// deleted one by one, since `conntrack` takes no range of ports.
    static String flush(InetAddress host, PortRange ports) {
        return """
        conntrack -L -p udp --orig-dst %s 2>/dev/null | while read -r flow; do
         src= sport= dport=
         for word in $flow; do
          case $word in
          src=*) src=${src:-${word#*=}} ;;
          sport=*) sport=${sport:-${word#*=}} ;;
          dport=*) dport=${dport:-${word#*=}} ;;
          esac
         done
         if [ -n "$dport" ] && [ "$dport" -ge %d ] && [ "$dport" -le %d ]; then
          conntrack -D -p udp --orig-src "$src" --orig-dst %s --sport "$sport" --dport "$dport" >/dev/null 2>&1
         fi
        done
        true
        """
                .formatted(
                        host.getHostAddress(), ports.first(), ports.last(), host.getHostAddress());
    }
}
