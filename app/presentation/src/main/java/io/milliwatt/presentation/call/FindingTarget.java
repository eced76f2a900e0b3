package io.milliwatt.presentation.call;

import io.milliwatt.bench.record.CallRecord;
import io.milliwatt.bench.record.Finding;
import io.milliwatt.bench.record.MessageRecord;
import io.milliwatt.bench.record.StreamRecord;
import io.milliwatt.inspector.call.Call;
import io.milliwatt.inspector.call.CallMessage;
import io.milliwatt.inspector.rtp.StreamKey;
import io.milliwatt.inspector.rtp.StreamReport;
import io.milliwatt.presentation.Format;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// What a finding is about, as far as the addresses, ports and SSRCs in its words tell.
public sealed interface FindingTarget {
    /// @param index of the message in the call
    record Message(int index) implements FindingTarget {}

    /// @param index of the stream in the call
    record Stream(int index) implements FindingTarget {}

    /// The rules that judge streams by their packets.
    Set<String> OF_PACKETS = Set.of("R18", "R19", "R21", "R25", "R27", "R28", "R29");

    /// What names a place: an SSRC, an address with or without a port.
    Pattern PLACE = Pattern.compile("0x[0-9a-fA-F]{8}|\\d{1,3}(?:\\.\\d{1,3}){3}(?::\\d+)?");

    /// The stream with the SSRC or the endpoint that the finding names; else the newest message
    /// with a description that has the address; else the first message that has it; else, of a
    /// finding about packets, the stream with most trouble.
    static Optional<FindingTarget> of(Finding finding, Call call) {
        return of(
                finding,
                call.streams().stream().map(stream -> Named.of(stream.report())).toList(),
                call.messages().stream().map(CallMessage::text).toList());
    }

    /// The same in the record of a call.
    static Optional<FindingTarget> of(Finding finding, CallRecord record) {
        return of(
                finding,
                record.streams().stream().map(Named::of).toList(),
                record.messages().stream().map(MessageRecord::text).toList());
    }

    /// What a stream is called, and how many of its packets are missing or came twice.
    record Named(String ssrc, String source, String destination, long trouble) {
        static Named of(StreamReport stream) {
            StreamKey key = stream.key();
            return new Named(
                    key.ssrcText(),
                    key.source().toString(),
                    key.destination().toString(),
                    stream.sequence().lost() + stream.sequence().duplicates());
        }

        static Named of(StreamRecord stream) {
            return new Named(
                    Format.ssrc(stream.ssrc()),
                    stream.source(),
                    stream.destination(),
                    stream.lost() + stream.duplicates());
        }

        boolean isMeant(String place) {
            return ssrc.equalsIgnoreCase(place)
                    || (place.contains(":") && (destination.equals(place) || source.equals(place)));
        }
    }

    private static Optional<FindingTarget> of(
            Finding finding, List<Named> streams, List<String> messages) {
        List<String> places = new ArrayList<>();
        Matcher matcher = PLACE.matcher(finding.message());
        while (matcher.find()) {
            places.add(matcher.group());
        }
        for (String place : places) {
            for (int i = 0; i < streams.size(); i++) {
                if (streams.get(i).isMeant(place)) {
                    return Optional.of(new Stream(i));
                }
            }
        }
        for (String place : places) {
            String address = place.contains(":") ? place.substring(0, place.indexOf(':')) : place;
            OptionalInt message = message(messages, address);
            if (message.isPresent()) {
                return Optional.of(new Message(message.getAsInt()));
            }
        }
        return ofPackets(finding) ? worst(streams) : Optional.empty();
    }

    /// Whether a finding is about what became of packets, whatever it names.
    static boolean ofPackets(Finding finding) {
        return OF_PACKETS.contains(finding.rule());
    }

    private static Optional<FindingTarget> worst(List<Named> streams) {
        return IntStream.range(0, streams.size())
                .boxed()
                .max(Comparator.comparingLong(i -> streams.get(i).trouble()))
                .map(Stream::new);
    }

    private static OptionalInt message(List<String> messages, String address) {
        for (int i = messages.size() - 1; i >= 0; i--) {
            if (says(messages.get(i), "c=IN IP4 " + address)) {
                return OptionalInt.of(i);
            }
        }
        for (int i = 0; i < messages.size(); i++) {
            if (says(messages.get(i), address)) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }

    private static boolean says(String text, String words) {
        int at = text.indexOf(words);
        int end = at + words.length();
        return at >= 0 && (end == text.length() || !Character.isDigit(text.charAt(end)));
    }
}
