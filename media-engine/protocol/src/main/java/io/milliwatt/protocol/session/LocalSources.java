package io.milliwatt.protocol.session;

import io.milliwatt.protocol.Bytes;
import io.milliwatt.protocol.rtcp.ReceiverReport;
import io.milliwatt.protocol.rtcp.ReportBlock;
import io.milliwatt.protocol.rtcp.RtcpPacket;
import io.milliwatt.protocol.stats.StreamSnapshot;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The sources we send under in one session, at most [#CAPACITY]: the main one, and one for each
/// source that is passed on.
final class LocalSources {
    static final int CAPACITY = 8;

    private static final int MAX_BLOCKS = 31;
    private static final int BLOCKS_FOR_A_SOURCE = 3; // a further sender report takes their room

    private final LocalSource main;
    private final List<LocalSource> sources = new ArrayList<>(1);

    /// Sources beside the main one: mostly none, and then the list need not be read for each
    /// packet.
    private int further;

    LocalSources(LocalSource main) {
        this.main = main;
        sources.add(main);
    }

    boolean add(LocalSource source) {
        if (sources.size() == CAPACITY || has(source.ssrc())) {
            return false;
        }
        sources.add(source);
        further++;
        return true;
    }

    @Nullable LocalSource find(long ssrc) {
        if (main.ssrc() == ssrc) {
            return main;
        }
        for (int i = 1; i <= further; i++) {
            LocalSource source = sources.get(i);
            if (source.ssrc() == ssrc) {
                return source;
            }
        }
        return null;
    }

    boolean has(long ssrc) {
        return find(ssrc) != null;
    }

    /// How many of them sent lately, RFC 3550, section 6.3.8.
    int senders() {
        return (int) sources.stream().filter(LocalSource::isSender).count();
    }

    boolean haveSent() {
        return sources.stream().anyMatch(LocalSource::hasRtp);
    }

    void onReportInterval() {
        sources.forEach(LocalSource::onReportInterval);
    }

    /// The SSRCs that others know of: the main one, and those that sent.
    List<Long> speaking() {
        return sources.stream()
                .filter(source -> source == main || source.hasRtp())
                .map(LocalSource::ssrc)
                .toList();
    }

    /// How many report blocks leave room for the reports of all of us.
    int roomForBlocks() {
        return MAX_BLOCKS - BLOCKS_FOR_A_SOURCE * (speaking().size() - 1);
    }

    /// A sender report for each source that sends, or a receiver report. What we receive is
    /// reported once, in the first of them (RFC 8108, section 5.3.1).
    List<RtcpPacket> reports(List<ReportBlock> blocks, long nowNanos, long wallEpochNanos) {
        List<RtcpPacket> reports = new ArrayList<>();
        if (!main.isSender()) {
            reports.add(new ReceiverReport(main.ssrc(), blocks, Bytes.EMPTY));
        }
        for (LocalSource source : sources) {
            if (source.isSender()) {
                reports.add(
                        source.report(
                                reports.isEmpty() ? blocks : List.of(), nowNanos, wallEpochNanos));
            }
        }
        return reports;
    }

    List<StreamSnapshot> snapshots() {
        return sources.stream().filter(LocalSource::hasRtp).map(LocalSource::snapshot).toList();
    }

    /// Reads what each packet received asks: is its SSRC one of ours?
    long prefetch() {
        return further;
    }
}
