package io.milliwatt.inspector.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.inspector.call.MessageDiff.Kind;
import io.milliwatt.inspector.call.MessageDiff.Row;
import java.util.List;
import org.junit.jupiter.api.Test;

class MessageDiffTest {
    private static List<Row> different(String left, String right) {
        return MessageDiff.of(left, right).stream().filter(row -> row.kind() != Kind.SAME).toList();
    }

    @Test
    void doesNotMindTheOrderOfHeaderFields() {
        assertEquals(
                List.of(new Row(Kind.CHANGED, "CSeq: 1 INVITE", "CSeq: 2 INVITE")),
                different(
                        "INVITE x SIP/2.0\r\nTo: b\r\nCSeq: 1 INVITE\r\n\r\n",
                        "INVITE x SIP/2.0\r\nCSeq: 2 INVITE\r\nTo: b\r\n\r\n"));
    }

    @Test
    void showsWhatOneSideLacks() {
        assertEquals(
                List.of(
                        new Row(Kind.ONLY_LEFT, "Route: <r>", ""),
                        new Row(Kind.ONLY_RIGHT, "", "Via: two")),
                different(
                        "A x SIP/2.0\nVia: one\nRoute: <r>\n\n",
                        "A x SIP/2.0\nVia: one\nVia: two\n\n"));
    }

    @Test
    void comparesBodiesInTheirOrder() {
        List<Row> rows =
                different(
                        "A x SIP/2.0\n\nv=0\nm=audio 4000 RTP/AVP 0\na=ptime:20\n",
                        "A x SIP/2.0\n\nv=0\nm=audio 4002 RTP/AVP 0\na=sendonly\na=ptime:20\n");
        assertEquals(
                List.of(
                        new Row(Kind.CHANGED, "m=audio 4000 RTP/AVP 0", "m=audio 4002 RTP/AVP 0"),
                        new Row(Kind.ONLY_RIGHT, "", "a=sendonly")),
                rows);
    }

    @Test
    void endsOnMonsters() {
        String many = "A x SIP/2.0\n\n" + "a=x\n".repeat(30_000);
        assertTrue(different(many, many + "a=y\n").size() == 1);
    }
}
