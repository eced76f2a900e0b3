package io.milliwatt.engine.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JsonTest {
    /// Private, as views may be.
    private record Inner(int whole, @Nullable Double measured) {}

    private record Outer(String text, boolean yes, List<Inner> many, long big) {}

    private static String written(Object value) throws IOException {
        return new String(Json.write(value), StandardCharsets.UTF_8);
    }

    @Test
    void writesRecordsInTheOrderOfTheirComponents() throws Exception {
        assertEquals(
                "{\"text\":\"a \\\"b\\\"\\n\\u0001é\",\"yes\":true,"
                        + "\"many\":[{\"whole\":1,\"measured\":2.5},{\"whole\":2,\"measured\":null}],"
                        + "\"big\":9007199254740993}",
                written(
                        new Outer(
                                "a \"b\"\n\u0001é",
                                true,
                                List.of(new Inner(1, 2.5), new Inner(2, null)),
                                9_007_199_254_740_993L)));
    }

    @Test
    void writesMapsInTheirOrder() throws Exception {
        var map = new LinkedHashMap<String, Object>();
        map.put("z", 1);
        map.put("a", List.of());
        assertEquals("{\"z\":1,\"a\":[]}", written(map));
    }

    @Test
    void saysWhatItHasNoFormFor() {
        assertThrows(IllegalArgumentException.class, () -> Json.write(new Object()));
    }

    @Test
    void readsOneMemberAndLeavesTheRest() throws Exception {
        byte[] body =
                "{\"other\":{\"profile\":\"no\",\"x\":[1]},\"profile\":\"loss-5\"}"
                        .getBytes(StandardCharsets.UTF_8);
        assertEquals(Optional.of("loss-5"), Json.textOf(body, "profile"));
        assertEquals(
                Optional.empty(),
                Json.textOf("{\"profile\":7}".getBytes(StandardCharsets.UTF_8), "profile"));
    }

    @Test
    void refusesWhatIsNoObject() {
        for (String wrong : List.of("", "[]", "{", "{\"a\":", "\"text\"", "{\"a\" 1}")) {
            assertThrows(
                    IOException.class,
                    () -> Json.textOf(wrong.getBytes(StandardCharsets.UTF_8), "a"),
                    wrong);
        }
    }
}
