package io.milliwatt.bench.call;

import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.phone.Phone;
import io.milliwatt.sip.SipUri;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// The phone as a process of its own, in a container that stands on the LAN: does what the lines of
/// its standard input say, and tells what happens on its standard output ([LanLine]). It ends with
/// its input.
public final class LanPhone {
    private static final Duration VIEW_INTERVAL = Duration.ofMillis(200);

    private final Phone phone;
    private final OutputStream out;
    private final Map<Integer, LocalPlacedCall> calls = new ConcurrentHashMap<>();

    private LanPhone(Phone phone, OutputStream out) {
        this.phone = phone;
        this.out = out;
    }

    /// @param arguments `insecure` to take any certificate over TLS, or a file with authorities, or
    ///   nothing for a phone without TLS
    public static void main(String[] arguments) throws IOException, BenchException {
        Optional<TlsChoice> tls =
                arguments.length == 0
                        ? Optional.empty()
                        : Optional.of(
                                arguments[0].equals("insecure")
                                        ? new TlsChoice(Optional.empty(), true)
                                        : new TlsChoice(
                                                arguments[0].isEmpty()
                                                        ? Optional.empty()
                                                        : Optional.of(Path.of(arguments[0])),
                                                false));
        var out = new FileOutputStream(FileDescriptor.out);
        var trust =
                tls.isPresent()
                        ? Optional.of(tls.get().trust())
                        : Optional.<io.milliwatt.sip.TlsTrust>empty();
        var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (Phone phone = PhoneCalls.start(trust)) {
            var lanPhone = new LanPhone(phone, out);
            lanPhone.tell(new LanLine.Report(LanLine.Event.READY, 0, null, null));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                lanPhone.obey(LanLine.read(line, LanLine.Command.class));
            }
        }
    }

    private void obey(LanLine.Command command) {
        LanLine.Order order = command.order();
        if (command.deed() == LanLine.Deed.DIAL && order != null) {
            dial(command.call(), order);
            return;
        }
        LocalPlacedCall call = calls.get(command.call());
        if (call == null) {
            return; // it has ended meanwhile
        }
        switch (command.deed()) {
            case DIAL -> throw new IllegalArgumentException("nothing to dial");
            case HANG_UP -> call.hangUp();
            case MUTE -> call.mute(command.on());
            case HOLD -> call.hold(command.on());
            case DTMF -> call.dtmf(command.digits());
        }
    }

    private void dial(int number, LanLine.Order order) {
        try {
            var request =
                    new CallRequest(
                            order.target(),
                            Optional.empty(),
                            Optional.empty(),
                            audio(order),
                            order.codecs(),
                            order.transport(),
                            "",
                            order.security());
            SipUri target = PhoneCalls.target(request);
            LocalPlacedCall call = LocalPlacedCall.dial(phone, request, target);
            calls.put(number, call);
            tell(new LanLine.Report(LanLine.Event.DIALLED, number, call.view(), null));
            Thread.ofVirtual().name("view-" + number).start(() -> follow(number, call));
        } catch (BenchException e) {
            tell(new LanLine.Report(LanLine.Event.REFUSED, number, null, LanLine.Problem.of(e)));
        }
    }

    private static AudioChoice audio(LanLine.Order order) {
        Optional<Path> recordTo =
                order.recordTo().isEmpty()
                        ? Optional.empty()
                        : Optional.of(Path.of(order.recordTo()));
        return switch (order.audio()) {
            case "tone" -> new AudioChoice.Tone(order.frequencyHz(), recordTo);
            case "wav" -> new AudioChoice.WavFile(Path.of(order.play()), recordTo);
            case "silence" -> new AudioChoice.Silence(recordTo);
            default -> new AudioChoice.Reference(recordTo);
        };
    }

    private void follow(int number, LocalPlacedCall call) {
        try {
            while (!call.phase().isEnded()) {
                TimeUnit.NANOSECONDS.sleep(VIEW_INTERVAL.toNanos());
                tell(new LanLine.Report(LanLine.Event.VIEW, number, call.view(), null));
            }
            call.conclude();
            tell(new LanLine.Report(LanLine.Event.ENDED, number, call.view(), null));
            calls.remove(number);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void tell(LanLine.Report report) {
        try {
            out.write(LanLine.write(report).getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException _) {
            // nobody listens any more: the input ends as well
        }
    }
}
