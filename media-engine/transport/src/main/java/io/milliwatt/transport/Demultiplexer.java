package io.milliwatt.transport;

import java.net.InetSocketAddress;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which call of a shared port a datagram belongs to, by its source. No sockets, no clock, no
/// threads.
///
/// - It belongs to the call that was heard from just that address and port before, else to the call
///   whose SDP names it.
/// - RTP from an unknown source is for *the one* call that waits to be heard for the first time.
/// - RTP and RTCP from an unknown port of a host that was heard is for the one call from there
///   whose SSRC it carries: a NAT gives RTCP another port, and may change either.
/// - RTCP of an unknown SSRC is for the one call that waits.
/// - Else it is nobody's.
///
/// A call waits from the beginning until it was heard, or until it has sent nothing for a time:
/// then others may have the unknown sources, and only its SDP's address can still wake it.
final class Demultiplexer {
    /// The two ports of a pair.
    enum Component {
        RTP,
        RTCP
    }

    private static final long UNKNOWN = -1;

    /// One call.
    static final class Member {
        private final boolean trusted;
        private final Map<Component, InetSocketAddress> announced = new EnumMap<>(Component.class);
        private final Map<Component, InetSocketAddress> heard = new EnumMap<>(Component.class);
        private boolean latched;
        private boolean started;
        private long startedNanos;
        private long ssrc = UNKNOWN;
        private InetSocketAddress namedRtp;
        private InetSocketAddress namedRtcp;

        Member(PortRequest request) {
            this.trusted = request.trusted();
            this.namedRtp = request.announcedRtp();
            this.namedRtcp = request.announcedRtcp();
        }
    }

    private final long patienceNanos;
    private final Map<Component, Map<InetSocketAddress, Member>> heard =
            new EnumMap<>(Component.class);
    private final Map<Component, Map<InetSocketAddress, Member>> announced =
            new EnumMap<>(Component.class);
    private final Set<Member> members = new LinkedHashSet<>();
    private final Set<Member> waiting = new LinkedHashSet<>();

    /// @param patienceNanos how long a call that has started may be silent before it waits no more
    Demultiplexer(long patienceNanos) {
        this.patienceNanos = patienceNanos;
        for (Component component : Component.values()) {
            heard.put(component, new HashMap<>());
            announced.put(component, new HashMap<>());
        }
    }

    int size() {
        return members.size();
    }

    /// How many calls wait to be heard for the first time.
    int waiting(long nowNanos) {
        waiting.removeIf(
                member -> member.started && nowNanos - member.startedNanos >= patienceNanos);
        return waiting.size();
    }

    /// Whether a call can join without its packets, or another's, becoming ambiguous.
    boolean admits(PortRequest request, long nowNanos) {
        int others = waiting(nowNanos);
        if (others > 0 && (!request.trusted() || waiting.stream().anyMatch(m -> !m.trusted))) {
            return false;
        }
        return isNobodys(Component.RTP, request.announcedRtp())
                && isNobodys(Component.RTCP, request.announcedRtcp());
    }

    private boolean isNobodys(Component component, InetSocketAddress address) {
        return !of(announced, component).containsKey(address)
                && !of(heard, component).containsKey(address);
    }

    /// A call that was admitted joins, and waits.
    Member join(PortRequest request) {
        var member = new Member(request);
        members.add(member);
        waiting.add(member);
        reserve(member, Component.RTP, request.announcedRtp());
        reserve(member, Component.RTCP, request.announcedRtcp());
        return member;
    }

    private void reserve(Member member, Component component, InetSocketAddress address) {
        if (isOne(address) && of(announced, component).putIfAbsent(address, member) == null) {
            member.announced.put(component, address);
        }
    }

    /// Whether packets can come from there: a name says nothing of that, 0.0.0.0 is a call on hold.
    private static boolean isOne(InetSocketAddress address) {
        return !address.isUnresolved()
                && !address.getAddress().isAnyLocalAddress()
                && address.getPort() != 0;
    }

    private void unreserve(Member member, Component component) {
        InetSocketAddress address = member.announced.remove(component);
        if (address != null) {
            of(announced, component).remove(address, member);
        }
    }

    /// The media of a call starts: its time to be heard begins.
    void start(Member member, long nowNanos) {
        if (!member.started) {
            member.started = true;
            member.startedNanos = nowNanos;
        }
    }

    /// The call that was heard from there before.
    @Nullable Member known(Component component, InetSocketAddress source) {
        return of(heard, component).get(source);
    }

    /// The call that a datagram of a source not heard before is for, if any.
    ///
    /// @param ssrc of the sender, unsigned 32 bits
    @Nullable Member claim(
            Component component, InetSocketAddress source, long ssrc, long nowNanos) {
        Member member = of(announced, component).get(source);
        if (member != null) {
            return member;
        }
        Member newcomer = waiting(nowNanos) == 1 ? waiting.iterator().next() : null;
        if (component == Component.RTP && waiting.size() > 0) {
            return newcomer;
        }
        Member speaker = bySsrc(source, ssrc);
        return speaker != null ? speaker : newcomer;
    }

    private @Nullable Member bySsrc(InetSocketAddress source, long ssrc) {
        Member found = null;
        for (Member member : members) {
            if (member.ssrc == ssrc) {
                InetSocketAddress rtp = member.heard.get(Component.RTP);
                if (rtp != null && rtp.getAddress().equals(source.getAddress())) {
                    if (found != null) {
                        return null; // two of one SSRC: no telling
                    }
                    found = member;
                }
            }
        }
        return found;
    }

    /// The call took a datagram: what comes from there is its own from now on.
    void accepted(Member member, Component component, InetSocketAddress source, long ssrc) {
        if (!members.contains(member)) {
            return; // ended meanwhile
        }
        InetSocketAddress before = member.heard.put(component, source);
        if (before != null) {
            of(heard, component).remove(before, member);
        }
        of(heard, component).put(source, member);
        if (component == Component.RTP) {
            member.ssrc = ssrc;
            boolean first = !member.latched;
            member.latched = true;
            waiting.remove(member);
            if (first && !member.trusted && !source.equals(member.announced.get(component))) {
                // the SDP's address is one behind a NAT, and may be that of others as well
                unreserve(member, Component.RTP);
                unreserve(member, Component.RTCP);
            }
        }
    }

    /// A new offer or answer named addresses; the same again change nothing. When RTP is to come
    /// from another, the call waits again.
    void announce(Member member, InetSocketAddress rtp, InetSocketAddress rtcp, long nowNanos) {
        boolean moved = !rtp.equals(member.namedRtp);
        if (!members.contains(member) || (!moved && rtcp.equals(member.namedRtcp))) {
            return;
        }
        member.namedRtp = rtp;
        member.namedRtcp = rtcp;
        unreserve(member, Component.RTP);
        unreserve(member, Component.RTCP);
        reserve(member, Component.RTP, rtp);
        reserve(member, Component.RTCP, rtcp);
        if (moved) {
            member.latched = false;
            member.startedNanos = nowNanos;
            waiting.add(member);
        }
    }

    void leave(Member member) {
        if (!members.remove(member)) {
            return;
        }
        waiting.remove(member);
        for (Component component : Component.values()) {
            unreserve(member, component);
            InetSocketAddress source = member.heard.remove(component);
            if (source != null) {
                of(heard, component).remove(source, member);
            }
        }
    }

    private static Map<InetSocketAddress, Member> of(
            Map<Component, Map<InetSocketAddress, Member>> maps, Component component) {
        Map<InetSocketAddress, Member> map = maps.get(component);
        if (map == null) {
            throw new IllegalStateException("there is a map for each component");
        }
        return map;
    }
}
