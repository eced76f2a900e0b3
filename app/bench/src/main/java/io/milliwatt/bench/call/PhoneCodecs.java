package io.milliwatt.bench.call;

import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import io.milliwatt.phone.CallOptions;
import io.milliwatt.protocol.codec.AudioEncoding;
import java.util.ArrayList;
import java.util.List;

/// The codecs of the phone by the names users give.
public final class PhoneCodecs {
    private PhoneCodecs() {}

    /// Refuses a name that is none.
    public static void check(List<String> names) throws BenchException {
        of(names);
    }

    /// In the order given; no name stands for the phone's own order.
    static List<AudioEncoding> of(List<String> names) throws BenchException {
        var codecs = new ArrayList<AudioEncoding>();
        for (String name : names) {
            codecs.add(
                    CallOptions.codec(name)
                            .orElseThrow(() ->
                                    new BenchException(
                                            ProblemCode.BAD_USAGE,
                                            "\"" + name + "\" is no codec of the phone",
                                            "Give some of " + CallOptions.codecNames())));
        }
        return codecs.isEmpty() ? CallOptions.DEFAULT_CODECS : codecs;
    }
}
