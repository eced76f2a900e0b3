package io.milliwatt.bench.inspector;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.milliwatt.bench.record.CallRecord;
import io.milliwatt.bench.record.MessageRecord;
import io.milliwatt.inspector.capture.PcapNgWriter;
import io.milliwatt.inspector.packet.LinkType;
import io.milliwatt.inspector.sip.ShownText;
import io.milliwatt.inspector.sip.SipMessage;
import io.milliwatt.inspector.sip.SipMessageReader;
import io.milliwatt.inspector.sip.Via;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The SIP messages of the phone's own tap as a capture. The phone knows messages, not packets, so
/// each is put into one UDP packet whatever carried it; a comment says what did. Keys are masked,
/// and Content-Length says what is there then.
public final class PhoneCapture implements ReportSource {
    private static final int UDP_HEADER = 8;
    private static final int IPV4_HEADER = 20;
    private static final int IPV6_HEADER = 40;
    private static final int UDP = 17;
    private static final int LONGEST = 65_000;

    private final CallRecord record;
    private final Instant start;

    /// @param start when the first message was sent or received
    public PhoneCapture(CallRecord record, Instant start) {
        this.record = record;
        this.start = start;
    }

    private record Place(InetAddress address, int port) {}

    @Override
    public String name() {
        return "the phone's messages as a capture";
    }

    @Override
    public List<ReportFile> files() throws IOException {
        var out = new ByteArrayOutputStream();
        try (var writer = new PcapNgWriter(out, "Milliwatt", "SIP of the phone's own tap")) {
            int tap =
                    writer.addInterface("phone", "messages as the phone saw them", LinkType.RAW, 0);
            long begin = start.getEpochSecond() * 1_000_000_000L + start.getNano();
            for (MessageRecord message : record.messages()) {
                Optional<byte[]> packet = packet(message);
                if (packet.isPresent()) {
                    byte[] bytes = packet.get();
                    long time = begin + Math.round(message.atMillis() * 1e6);
                    String comment =
                            message.direction() + " over " + message.transport() + " by the phone";
                    writer.write(tap, time, bytes, 0, bytes.length, bytes.length, comment);
                }
            }
        }
        return List.of(new ReportFile("capture/phone.pcapng", out.toByteArray()));
    }

    /// A phone that listens at all addresses does not know at which one a message came: the one
    /// that its Via names.
    private InetAddress own(InetAddress peer) {
        for (MessageRecord message : record.messages()) {
            byte[] text = message.text().getBytes(UTF_8);
            var via = SipMessageReader.read(text, 0, text.length).map(SipMessage::via);
            String host = via.map(Via::sentBy).orElse("").replaceFirst(":[0-9]+$", "");
            if (!message.direction().equals("sent") || host.isEmpty()) {
                continue;
            }
            try {
                InetAddress named = InetAddress.ofLiteral(host.replaceAll("[\\[\\]]", ""));
                if (named.getClass() == peer.getClass()) {
                    return named;
                }
            } catch (IllegalArgumentException _) {
                // a name
            }
        }
        return peer; // on the same host, as far as anybody knows
    }

    private Place known(Place place, Place peer) {
        return place.address().isAnyLocalAddress()
                ? new Place(own(peer.address()), place.port())
                : place;
    }

    private Optional<byte[]> packet(MessageRecord message) {
        Optional<Place> from = place(message.source());
        Optional<Place> to = place(message.destination());
        if (from.isEmpty() || to.isEmpty()) {
            return Optional.empty();
        }
        return packet(message, known(from.get(), to.get()), known(to.get(), from.get()));
    }

    private static Optional<byte[]> packet(MessageRecord message, Place source, Place destination) {
        byte[] text = consistent(message.text()).getBytes(UTF_8);
        byte[] from = source.address().getAddress();
        byte[] to = destination.address().getAddress();
        if (from.length != to.length || text.length > LONGEST) {
            return Optional.empty();
        }
        int udp = UDP_HEADER + text.length;
        ByteBuffer packet;
        if (from.length == 4) {
            packet = ByteBuffer.allocate(IPV4_HEADER + udp);
            packet.put((byte) 0x45).put((byte) 0).putShort((short) (IPV4_HEADER + udp));
            packet.putInt(0).put((byte) 64).put((byte) UDP).putShort((short) 0);
            packet.put(from).put(to);
            packet.putShort(10, checksum(packet.array()));
        } else {
            packet = ByteBuffer.allocate(IPV6_HEADER + udp);
            packet.putInt(0x6000_0000).putShort((short) udp).put((byte) UDP).put((byte) 64);
            packet.put(from).put(to);
        }
        packet.putShort((short) source.port()).putShort((short) destination.port());
        packet.putShort((short) udp).putShort((short) 0).put(text);
        return Optional.of(packet.array());
    }

    /// RFC 791, section 3.1.
    private static short checksum(byte[] packet) {
        int sum = 0;
        for (int i = 0; i < IPV4_HEADER; i += 2) {
            sum += (packet[i] & 0xff) << 8 | packet[i + 1] & 0xff;
        }
        while (sum >> 16 != 0) {
            sum = (sum & 0xffff) + (sum >> 16);
        }
        return (short) ~sum;
    }

    /// With the length of the body as it is after masking.
    private static String consistent(String text) {
        String shown = ShownText.masked(text);
        int body = shown.indexOf("\r\n\r\n");
        if (body < 0 || !shown.contains("***")) {
            return shown;
        }
        int length = shown.substring(body + 4).getBytes(UTF_8).length;
        String head = shown.substring(0, body);
        return head.replaceFirst("(?im)^(Content-Length|l)(\\s*:\\s*)[0-9]+", "$1$2" + length)
                + shown.substring(body);
    }

    private static Optional<Place> place(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 0 || !text.substring(colon + 1).matches("[0-9]{1,5}")) {
            return Optional.empty();
        }
        try {
            String address = text.substring(0, colon).replaceAll("[\\[\\]]", "");
            return Optional.of(
                    new Place(
                            InetAddress.ofLiteral(address),
                            Integer.parseInt(text.substring(colon + 1))));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
