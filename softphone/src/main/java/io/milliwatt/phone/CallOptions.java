package io.milliwatt.phone;

import io.milliwatt.phone.audio.AudioSink;
import io.milliwatt.phone.audio.AudioSource;
import io.milliwatt.protocol.codec.AudioCodec;
import io.milliwatt.protocol.codec.Pcma;
import io.milliwatt.protocol.codec.Pcmu;
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
public record CallOptions(
        Optional<SipTransport> transport,
        List<AudioCodec> codecs,
        AudioSource source,
        AudioSink sink,
        DtmfMethod dtmf) {
    public CallOptions {
        codecs = List.copyOf(codecs);
        if (codecs.isEmpty()) {
            throw new IllegalArgumentException("A call needs at least one codec");
        }
    }

    /// PCMA before PCMU, the transport of the URI.
    public static CallOptions of(AudioSource source, AudioSink sink) {
        return new CallOptions(
                Optional.empty(),
                List.of(Pcma.INSTANCE, Pcmu.INSTANCE),
                source,
                sink,
                DtmfMethod.AUTO);
    }

    public CallOptions withTransport(SipTransport wanted) {
        return new CallOptions(Optional.of(wanted), codecs, source, sink, dtmf);
    }

    public CallOptions withCodecs(List<AudioCodec> wanted) {
        return new CallOptions(transport, wanted, source, sink, dtmf);
    }

    public CallOptions withDtmf(DtmfMethod wanted) {
        return new CallOptions(transport, codecs, source, sink, wanted);
    }
}
