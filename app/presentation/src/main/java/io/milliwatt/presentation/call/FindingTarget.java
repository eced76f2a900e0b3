package io.milliwatt.presentation.call;

import io.milliwatt.bench.record.Finding;
import io.milliwatt.inspector.call.Call;
import io.milliwatt.inspector.call.CallMessage;
import io.milliwatt.inspector.call.CallStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a finding is about, as far as the addresses, ports and SSRCs in its words tell.
public sealed interface FindingTarget {
    /// @param index of the message in the call
    record Message(int index) implements FindingTarget {}

    /// @param index of the stream in the call
    record Stream(int index) implements FindingTarget {}

    /// What names a place: an SSRC, an address with or without a port.
    Pattern PLACE = Pattern.compile("0x[0-9a-fA-F]{8}|\\d{1,3}(?:\\.\\d{1,3}){3}(?::\\d+)?");

    /// The stream with the SSRC or the endpoint that the finding names; else the newest message
    /// with a description that has the address; else the first message that has it.
    static Optional<FindingTarget> of(Finding finding, Call call) {
        List<String> places = new ArrayList<>();
        Matcher matcher = PLACE.matcher(finding.message());
        while (matcher.find()) {
            places.add(matcher.group());
        }
        for (String place : places) {
            Optional<FindingTarget> stream = stream(place, call);
            if (stream.isPresent()) {
                return stream;
            }
        }
        for (String place : places) {
            String address = place.contains(":") ? place.substring(0, place.indexOf(':')) : place;
            Optional<FindingTarget> message =
                    call.messages().reversed().stream()
                            .filter(one -> says(one, "c=IN IP4 " + address))
                            .findFirst()
                            .or(() ->
                                    call.messages().stream()
                                            .filter(one -> says(one, address))
                                            .findFirst())
                            .map(one -> new Message(one.index()));
            if (message.isPresent()) {
                return message;
            }
        }
        return Optional.empty();
    }

    private static boolean says(CallMessage message, String words) {
        int at = message.text().indexOf(words);
        int end = at + words.length();
        return at >= 0
                && (end == message.text().length()
                        || !Character.isDigit(message.text().charAt(end)));
    }

    private static Optional<FindingTarget> stream(String place, Call call) {
        List<CallStream> streams = call.streams();
        for (int i = 0; i < streams.size(); i++) {
            var key = streams.get(i).report().key();
            boolean meant =
                    key.ssrcText().equalsIgnoreCase(place)
                            || (place.contains(":")
                                    && (key.destination().toString().equals(place)
                                            || key.source().toString().equals(place)));
            if (meant) {
                return Optional.of(new Stream(i));
            }
        }
        return Optional.empty();
    }
}
