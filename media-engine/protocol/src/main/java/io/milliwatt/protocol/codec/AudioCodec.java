package io.milliwatt.protocol.codec;

/// An encoding that remembers nothing from one sample to the next: one immutable constant encodes
/// and decodes for every stream and thread.
public sealed interface AudioCodec extends AudioEncoding, AudioEncoder, AudioDecoder permits G711 {

    @Override
    default int sampleRateHz() {
        return clockRateHz();
    }

    @Override
    default AudioEncoder newEncoder() {
        return this;
    }

    @Override
    default AudioDecoder newDecoder() {
        return this;
    }
}
