package io.milliwatt.bench.call;

/// A call that a phone has placed: of a phone in this process, or of one in a container. Safe for
/// several threads; nothing blocks but [#conclude()].
interface PlacedCall {
    String callId();

    /// Where its phone stands.
    default Vantage vantage() {
        return Vantage.HOST;
    }

    /// Where it stands; cheap.
    CallPhase phase();

    /// All the phone knows.
    PhoneView view();

    double sentLevel();

    double heardLevel();

    void hangUp();

    void mute(boolean muted);

    void hold(boolean held);

    void dtmf(String digits);

    /// After the end: measures what was heard. From then on [#view()] has the result.
    void conclude();
}
