package io.milliwatt.engine.app;

import java.util.function.Supplier;

/// What a number that was dialled leads to.
public sealed interface TestNumber {
    /// A call that is answered.
    ///
    /// @param application makes the application of one call
    record Application(Supplier<CallApplication> application) implements TestNumber {}

    /// A call that is refused on purpose.
    ///
    /// @param status SIP status, 300..699
    record Refusal(int status) implements TestNumber {}

    /// No test number.
    ///
    /// @param why in words
    record Unknown(String why) implements TestNumber {}
}
