package io.milliwatt.engine.control;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the control API writes and reads of JSON: records (their components in the order they are
/// declared), maps, lists, text, numbers, truth, null. The streaming half of a library; its other
/// half, which knows every kind of object, would make the engine's image 6 MB larger.
final class Json {
    private static final JsonFactory FACTORY = new JsonFactory();

    private Json() {}

    static byte[] write(Object value) throws IOException {
        var out = new ByteArrayOutputStream();
        try (JsonGenerator generator = FACTORY.createGenerator(out)) {
            write(generator, value);
        }
        return out.toByteArray();
    }

    private static void write(JsonGenerator out, @Nullable Object value) throws IOException {
        switch (value) {
            case null -> out.writeNull();
            case CharSequence text -> out.writeString(text.toString());
            case Boolean truth -> out.writeBoolean(truth);
            case Integer number -> out.writeNumber(number);
            case Long number -> out.writeNumber(number);
            case Double number -> out.writeNumber(number);
            case Record members -> writeRecord(out, members);
            case Map<?, ?> members -> {
                out.writeStartObject();
                for (Map.Entry<?, ?> member : members.entrySet()) {
                    out.writeFieldName(String.valueOf(member.getKey()));
                    write(out, member.getValue());
                }
                out.writeEndObject();
            }
            case Iterable<?> elements -> {
                out.writeStartArray();
                for (Object element : elements) {
                    write(out, element);
                }
                out.writeEndArray();
            }
            default ->
                    throw new IllegalArgumentException(
                            value.getClass() + " has no form in the control API");
        }
    }

    private static void writeRecord(JsonGenerator out, Record members) throws IOException {
        out.writeStartObject();
        for (RecordComponent component : members.getClass().getRecordComponents()) {
            out.writeFieldName(component.getName());
            try {
                component.getAccessor().setAccessible(true);
                write(out, component.getAccessor().invoke(members));
            } catch (ReflectiveOperationException failure) {
                throw new IllegalStateException(component.toString(), failure);
            }
        }
        out.writeEndObject();
    }

    /// The text of one member of an object.
    ///
    /// @return empty when it has none of that name, or it is no text
    /// @throws IOException the octets are no JSON object
    static Optional<String> textOf(byte[] object, String name) throws IOException {
        Optional<String> found = Optional.empty();
        try (JsonParser in = FACTORY.createParser(object)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("no JSON object");
            }
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                String member = in.currentName();
                JsonToken value = in.nextToken();
                if (member.equals(name) && value == JsonToken.VALUE_STRING) {
                    found = Optional.of(in.getText());
                }
                in.skipChildren();
            }
            if (in.currentToken() != JsonToken.END_OBJECT) {
                throw new IOException("the JSON object does not end");
            }
        }
        return found;
    }
}
