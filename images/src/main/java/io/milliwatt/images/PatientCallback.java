package io.milliwatt.images;

import com.github.dockerjava.api.async.ResultCallback;
import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// A callback that can be waited for in small steps. docker-java's own timed wait breaks the
/// request off when its time is over, and logs errors that the waiting caller is told anyway.
///
/// @param <T> items of the answer
public class PatientCallback<T> implements ResultCallback<T> {
    private final CountDownLatch started = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final AtomicReference<@Nullable Closeable> request = new AtomicReference<>();

    /// Waits until the answer has begun, at most as long as said.
    ///
    /// @return whether it has
    /// @throws RuntimeException what the daemon or the connection reported
    public final boolean awaitStart(long millis) throws InterruptedException {
        boolean begun = started.await(millis, TimeUnit.MILLISECONDS);
        throwFailure();
        return begun;
    }

    /// Waits until the answer is complete, at most as long as said.
    ///
    /// @return whether it is complete
    /// @throws RuntimeException what the daemon or the connection reported
    public final boolean awaitEnd(long millis) throws InterruptedException {
        if (!ended.await(millis, TimeUnit.MILLISECONDS)) {
            return false;
        }
        throwFailure();
        return true;
    }

    private void throwFailure() {
        switch (failure.get()) {
            case null -> {}
            case RuntimeException told -> throw told;
            case Error error -> throw error;
            case Throwable other -> throw new IllegalStateException(other);
        }
    }

    @Override
    public final void onStart(Closeable closeable) {
        request.set(closeable);
        started.countDown();
    }

    /// Nothing; for a request whose end is all that matters.
    @Override
    public void onNext(T item) {}

    /// Called once, when nothing more will come, for whatever reason.
    protected void atEnd() {}

    @Override
    public final void onError(Throwable throwable) {
        failure.compareAndSet(null, throwable);
        started.countDown();
        ended.countDown();
        atEnd();
    }

    @Override
    public final void onComplete() {
        ended.countDown();
        atEnd();
    }

    /// Ends the request, complete or not.
    @Override
    public final void close() throws IOException {
        ended.countDown();
        Closeable running = request.getAndSet(null);
        if (running != null) {
            running.close();
        }
    }
}
