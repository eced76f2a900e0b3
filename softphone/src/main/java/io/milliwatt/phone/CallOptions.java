package io.milliwatt.phone;

import io.milliwatt.phone.audio.AudioFrame;
import io.milliwatt.phone.audio.AudioSink;
import io.milliwatt.phone.audio.AudioSource;
import io.milliwatt.protocol.codec.AudioEncoding;
import io.milliwatt.protocol.codec.AudioEncodings;
import io.milliwatt.protocol.codec.G722;
import io.milliwatt.protocol.codec.LinearPcm;
import io.milliwatt.protocol.codec.Opus;
import io.milliwatt.protocol.codec.Pcma;
import io.milliwatt.protocol.codec.Pcmu;
import io.milliwatt.protocol.sdp.Security;
import io.milliwatt.sip.SipTransport;
import java.util.List;
import java.util.Optional;

/// What one call is to be like.
///
/// @param transport of SIP; empty = what the URI says
/// @param codecs in order of preference, at least one
/// @param source what is sent; the call closes it at its end
/// @param sink where what is heard goes; the call closes it at its end
/// @param dtmf how digits are sent unless said otherwise
/// @param security whether media is encrypted, and with whom
public record CallOptions(
        Optional<SipTransport> transport,
        List<AudioEncoding> codecs,
        AudioSource source,
        AudioSink sink,
        DtmfMethod dtmf,
        Security security) {
    /// What is offered unless said otherwise: the best first.
    public static final List<AudioEncoding> DEFAULT_CODECS =
            List.of(Opus.DEFAULT, G722.INSTANCE, Pcmu.INSTANCE, Pcma.INSTANCE);

    public CallOptions {
        codecs = List.copyOf(codecs);
        if (codecs.isEmpty()) {
            throw new IllegalArgumentException("A call needs at least one codec");
        }
    }

    /// A codec of the phone by its name in SDP, in any case; `L16` is that of 8 kHz, `L16/16000`
    /// names the rate. With 44.1 and 48 kHz a packet of 20 ms does not fit in an Ethernet frame.
    public static Optional<AudioEncoding> codec(String name) {
        String[] parts = name.split("/", -1);
        return AudioEncodings.all().stream()
                .filter(encoding ->
                        !(encoding instanceof LinearPcm) || encoding.clockRateHz() <= 16_000)
                .filter(encoding -> encoding.name().equalsIgnoreCase(parts[0]))
                .filter(encoding ->
                        parts.length == 1
                                ? !(encoding instanceof LinearPcm)
                                        || encoding.clockRateHz() == AudioFrame.SAMPLE_RATE_HZ
                                : ("" + encoding.clockRateHz()).equals(parts[1]))
                .findFirst();
    }

    /// What [#codec(String)] knows, for messages.
    public static String codecNames() {
        return "opus, G722, PCMU, PCMA, L16, L16/16000";
    }

    /// The default codecs, the transport of the URI, plain RTP.
    public static CallOptions of(AudioSource source, AudioSink sink) {
        return new CallOptions(
                Optional.empty(), DEFAULT_CODECS, source, sink, DtmfMethod.AUTO, Security.OFF);
    }

    public CallOptions withTransport(SipTransport wanted) {
        return new CallOptions(Optional.of(wanted), codecs, source, sink, dtmf, security);
    }

    public CallOptions withCodecs(List<? extends AudioEncoding> wanted) {
        return new CallOptions(transport, List.copyOf(wanted), source, sink, dtmf, security);
    }

    public CallOptions withDtmf(DtmfMethod wanted) {
        return new CallOptions(transport, codecs, source, sink, wanted, security);
    }

    public CallOptions withSecurity(Security wanted) {
        return new CallOptions(transport, codecs, source, sink, dtmf, wanted);
    }

    CallOptions withAudio(AudioSource otherSource, AudioSink otherSink) {
        return new CallOptions(transport, codecs, otherSource, otherSink, dtmf, security);
    }
}
