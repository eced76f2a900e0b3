package io.milliwatt.bench.inspector;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.milliwatt.bench.record.CallRecord;
import io.milliwatt.bench.record.CallRecordJson;
import io.milliwatt.bench.record.MessageRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The call record: as JSON, and its messages and descriptions as text.
public final class RecordSource implements ReportSource {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final CallRecord record;

    public RecordSource(CallRecord record) {
        this.record = record;
    }

    @Override
    public String name() {
        return "the call record";
    }

    @Override
    public List<ReportFile> files() {
        var files = new ArrayList<ReportFile>();
        try {
            files.add(
                    ReportFile.text(
                            "call.json", JSON.writeValueAsString(CallRecordJson.of(record))));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
        var text = new StringBuilder();
        for (MessageRecord message : record.messages()) {
            text.append(
                            String.format(
                                    Locale.ROOT,
                                    "--- %.3f s  %s  %s -> %s%n",
                                    message.atMillis() / 1e3,
                                    message.transport(),
                                    message.source(),
                                    message.destination()))
                    .append(message.text())
                    .append(System.lineSeparator());
        }
        files.add(ReportFile.text("sip.txt", text.toString()));
        if (!record.offerSdp().isBlank()) {
            files.add(ReportFile.text("sdp/offer.sdp", record.offerSdp()));
        }
        if (!record.answerSdp().isBlank()) {
            files.add(ReportFile.text("sdp/answer.sdp", record.answerSdp()));
        }
        return files;
    }
}
