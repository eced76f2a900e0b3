package io.milliwatt.desktop;

import io.milliwatt.bench.call.CallRequest;
import io.milliwatt.bench.call.LanCalls;
import io.milliwatt.bench.call.LiveCall;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.presentation.phone.LanPhone;
import java.util.Optional;

/// A phone on the LAN of this machine's Docker. Closed twice, the second waits until all is gone.
final class LocalLanPhone implements LanPhone {
    private final LanCalls calls;
    private boolean closed;

    LocalLanPhone(LanCalls calls) {
        this.calls = calls;
    }

    @Override
    public String address() {
        return calls.address();
    }

    @Override
    public LiveCall dial(CallRequest request) throws BenchException {
        return calls.dial(request);
    }

    @Override
    public Optional<String> phoneContainer() {
        return calls.phoneContainer();
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            calls.close();
        }
    }
}
