package io.milliwatt.phone;

/// What the media of a call tells the call; from its media threads.
interface MediaEvents {
    /// A digit came as telephone event.
    void digit(char digit);
}
