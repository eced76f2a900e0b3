package io.milliwatt.phone;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// Hears of a phone, keeps it, and does with incoming calls what a test says.
final class PhoneRecorder implements PhoneListener {
    private final Consumer<PhoneCall> action;
    private final BlockingQueue<PhoneCall> incoming = new LinkedBlockingQueue<>();
    private final BlockingQueue<PhoneCallState> states = new LinkedBlockingQueue<>();
    final BlockingQueue<Character> digits = new LinkedBlockingQueue<>();
    final BlockingQueue<String> problems = new LinkedBlockingQueue<>();
    final BlockingQueue<RegistrationState> registrations = new LinkedBlockingQueue<>();

    PhoneRecorder(Consumer<PhoneCall> action) {
        this.action = action;
    }

    PhoneCall awaitIncoming() throws InterruptedException {
        PhoneCall call = incoming.poll(10, TimeUnit.SECONDS);
        assertNotNull(call, "no call came in 10 s");
        return call;
    }

    PhoneCallState await(Predicate<PhoneCallState> wanted) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (true) {
            PhoneCallState state = states.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            assertNotNull(state, "the state did not come in 10 s");
            if (wanted.test(state)) {
                return state;
            }
        }
    }

    String awaitDigits(int count) throws InterruptedException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            Character digit = digits.poll(10, TimeUnit.SECONDS);
            assertNotNull(digit, "after \"" + text + "\" no digit came in 10 s");
            text.append(digit.charValue());
        }
        return text.toString();
    }

    static void eventually(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(8);
        CountDownLatch pause = new CountDownLatch(1);
        while (!condition.getAsBoolean() && System.nanoTime() < end) {
            boolean _ = pause.await(10, TimeUnit.MILLISECONDS);
        }
        assertTrue(condition.getAsBoolean(), "did not come true in 8 s");
    }

    @Override
    public void incoming(PhoneCall call) {
        incoming.add(call);
        action.accept(call);
    }

    @Override
    public void changed(PhoneCall call, PhoneCallState state) {
        states.add(state);
    }

    @Override
    public void dtmf(PhoneCall call, char digit) {
        digits.add(digit);
    }

    @Override
    public void problem(PhoneCall call, String words) {
        problems.add(words);
    }

    @Override
    public void registration(PhoneRegistration registration, RegistrationState state) {
        registrations.add(state);
    }
}
