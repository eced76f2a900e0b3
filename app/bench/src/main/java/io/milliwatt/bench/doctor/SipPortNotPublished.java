package io.milliwatt.bench.doctor;

import io.milliwatt.bench.engine.NetworkMode;
import io.milliwatt.bench.record.Finding;
import io.milliwatt.bench.record.Severity;
import io.milliwatt.sip.SipException;
import io.milliwatt.sip.SipUri;
import java.util.Locale;
import java.util.Optional;

/// R33: nobody answers, and the SIP port is not published for the transport that was used.
final class SipPortNotPublished implements Rule {
    @Override
    public String id() {
        return "R33";
    }

    @Override
    public Optional<Finding> examine(CallEvidence evidence) {
        Optional<Topology.Server> server = evidence.topology().server();
        if (!evidence.nobodyAnswered()
                || server.isEmpty()
                || server.get().mode() != NetworkMode.PUBLISHED
                || server.get().published().isEmpty()) {
            return Optional.empty();
        }
        SipUri uri;
        try {
            uri = SipUri.parse(evidence.target());
        } catch (SipException _) {
            return Optional.empty();
        }
        int port = uri.effectivePort();
        String transport = WrongBind.transport(evidence.target());
        var published = server.get().published();
        boolean here =
                Topology.numeric(uri.host()).filter(evidence.hostAddresses()::contains).isPresent();
        if (!here
                || server.get().addresses().contains(uri.host())
                || published.stream()
                        .anyMatch(it ->
                                it.transport().equals(transport) && it.covers(uri.host(), port))) {
            return Optional.empty();
        }
        Optional<Topology.Published> other =
                published.stream().filter(it -> it.has(port)).findFirst();
        return finding(
                Severity.ERROR,
                "SIP went to "
                        + uri.host()
                        + ":"
                        + port
                        + " over "
                        + transport.toUpperCase(Locale.ROOT)
                        + ", but Docker publishes "
                        + other.map(it ->
                                        "that port for "
                                                + it.transport().toUpperCase(Locale.ROOT)
                                                + " at "
                                                + it.address()
                                                + " only")
                                .orElse("no such port of " + server.get().name()),
                "Publish it: -p "
                        + uri.host()
                        + ":"
                        + port
                        + ":"
                        + port
                        + "/"
                        + transport
                        + other.map(it -> ", or call by --transport " + it.transport()).orElse(""));
    }
}
