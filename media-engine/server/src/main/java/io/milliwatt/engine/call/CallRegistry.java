package io.milliwatt.engine.call;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The running calls, and the newest ended ones. Any thread.
public final class CallRegistry {
    private static final int MAX_ENDED = 100;

    private final Map<String, EngineCall> running = new ConcurrentHashMap<>();
    private final Deque<CallView> ended = new ArrayDeque<>();

    public void add(EngineCall call) {
        running.put(call.callId(), call);
    }

    /// The call has ended; its last view stays for a while.
    public void end(EngineCall call, CallView last) {
        synchronized (ended) {
            ended.add(last);
            if (ended.size() > MAX_ENDED) {
                ended.remove();
            }
        }
        running.remove(call.callId(), call);
    }

    public Optional<EngineCall> find(String callId) {
        return Optional.ofNullable(running.get(callId));
    }

    /// In no particular order.
    public List<EngineCall> running() {
        return List.copyOf(running.values());
    }

    public int runningCount() {
        return running.size();
    }

    /// Oldest first.
    public List<CallView> ended() {
        synchronized (ended) {
            return new ArrayList<>(ended);
        }
    }
}
