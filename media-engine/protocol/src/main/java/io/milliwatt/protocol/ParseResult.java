package io.milliwatt.protocol;

import java.util.Optional;
import java.util.function.Function;

/// What a parser answers: the value, or why there is none. Parsers never throw on what came from
/// the network.
public sealed interface ParseResult<T> {

    /// The input was understood.
    record Parsed<T>(T value) implements ParseResult<T> {}

    /// The input was refused.
    ///
    /// @param offset where it went wrong: octets (text: characters) from the start of what was
    ///   given to the parser
    /// @param detail one sentence with both numbers and the unit, as "RTP header needs 16 bytes,
    ///   packet has 12"
    record Malformed<T>(MalformedReason reason, int offset, String detail)
            implements ParseResult<T> {
        /// The same refusal as the result of an enclosing parser.
        public <R> ParseResult<R> cast() {
            return new Malformed<>(reason, offset, detail);
        }
    }

    static <T> ParseResult<T> parsed(T value) {
        return new Parsed<>(value);
    }

    static <T> ParseResult<T> malformed(MalformedReason reason, int offset, String detail) {
        return new Malformed<>(reason, offset, detail);
    }

    /// The value, or empty when the input was refused.
    default Optional<T> toOptional() {
        return switch (this) {
            case Parsed<T>(T value) -> Optional.of(value);
            case Malformed<T> _ -> Optional.empty();
        };
    }

    default <R> ParseResult<R> map(Function<? super T, ? extends R> function) {
        return switch (this) {
            case Parsed<T>(T value) -> new Parsed<>(function.apply(value));
            case Malformed<T> malformed -> malformed.cast();
        };
    }

    /// The value of input that is known to be good, such as a constant of the program; for anything
    /// received use a `switch`.
    default T orThrow() {
        return switch (this) {
            case Parsed<T>(T value) -> value;
            case Malformed<T>(MalformedReason reason, int offset, String detail) ->
                    throw new IllegalArgumentException(
                            detail + " (" + reason + " at offset " + offset + ")");
        };
    }
}
