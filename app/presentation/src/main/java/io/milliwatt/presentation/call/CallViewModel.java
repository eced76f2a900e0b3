package io.milliwatt.presentation.call;

import io.milliwatt.bench.engine.EngineInfo;
import io.milliwatt.bench.record.CallRecord;
import io.milliwatt.bench.record.Finding;
import io.milliwatt.bench.record.MessageRecord;
import io.milliwatt.bench.record.StreamRecord;
import io.milliwatt.bench.record.Tap;
import io.milliwatt.bench.tap.TapReport;
import io.milliwatt.presentation.bridge.KeyedRow;
import io.milliwatt.presentation.bridge.KeyedSnapshot;
import io.milliwatt.presentation.bridge.UiScheduler;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// One call, going on or finished.
public final class CallViewModel {
    /// A minute and a half at ten points a second.
    private static final int JITTER_POINTS = 900;

    private final ReadOnlyObjectWrapper<Optional<CallRecord>> record =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<PathView> path = new ReadOnlyObjectWrapper<>(PathView.NONE);
    private final ReadOnlyObjectWrapper<SdpView> offer = new ReadOnlyObjectWrapper<>(SdpView.EMPTY);
    private final ReadOnlyObjectWrapper<SdpView> answer =
            new ReadOnlyObjectWrapper<>(SdpView.EMPTY);
    private final ReadOnlyObjectWrapper<List<JitterPoint>> jitter =
            new ReadOnlyObjectWrapper<>(List.of());
    private final KeyedSnapshot<StreamKey, StreamRecord> streams;
    private final KeyedSnapshot<Integer, Numbered> messages;
    private final ObservableList<Finding> findings = FXCollections.observableArrayList();
    private Optional<EngineInfo> called = Optional.empty();
    private TapReport taps = TapReport.NOTHING;

    /// What makes a stream the same stream.
    public record StreamKey(Tap tap, long ssrc) {}

    /// A message and its place in the call, from 0.
    public record Numbered(int number, MessageRecord message) {}

    public CallViewModel(UiScheduler ui) {
        streams = new KeyedSnapshot<>(ui, s -> new StreamKey(s.tap(), s.ssrc()));
        messages = new KeyedSnapshot<>(ui, Numbered::number);
    }

    /// The call; empty before the first.
    public ReadOnlyObjectProperty<Optional<CallRecord>> record() {
        return record.getReadOnlyProperty();
    }

    /// Phone, host, engine and what passes between them.
    public ReadOnlyObjectProperty<PathView> path() {
        return path.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<SdpView> offer() {
        return offer.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<SdpView> answer() {
        return answer.getReadOnlyProperty();
    }

    /// The course of the jitter, oldest first; a new list with each point.
    public ReadOnlyObjectProperty<List<JitterPoint>> jitter() {
        return jitter.getReadOnlyProperty();
    }

    /// The streams at each tap, in the order in which a packet passes them.
    public ObservableList<KeyedRow<StreamKey, StreamRecord>> streams() {
        return streams.rows();
    }

    /// The SIP messages in order of time.
    public ObservableList<KeyedRow<Integer, Numbered>> messages() {
        return messages.rows();
    }

    /// The doctor's findings, the one to mend first.
    public ObservableList<Finding> findings() {
        return findings;
    }

    /// SSRCs of its streams, unsigned 32 bits.
    public Set<Long> ssrcs() {
        return record.get().map(PathView::ssrcs).orElse(Set.of());
    }

    /// What its taps saw so far.
    public void tapped(TapReport newest) {
        taps = newest;
        record.get().ifPresent(one -> path.set(PathView.of(one, called, taps)));
    }

    /// Forgets the call, before another one.
    public void clear() {
        record.set(Optional.empty());
        path.set(PathView.NONE);
        offer.set(SdpView.EMPTY);
        answer.set(SdpView.EMPTY);
        jitter.set(List.of());
        streams.show(List.of());
        messages.show(List.of());
        findings.clear();
        taps = TapReport.NOTHING;
    }

    /// Shows the newest record of a call that goes on; what did not change stays as it is.
    public void update(CallRecord newest, Optional<EngineInfo> engine) {
        streams.offer(newest.streams());
        messages.offer(numbered(newest));
        showRest(newest, engine);
        addJitter(newest);
    }

    /// Shows a finished call.
    public void show(CallRecord finished, Optional<EngineInfo> engine) {
        streams.show(finished.streams());
        messages.show(numbered(finished));
        showRest(finished, engine);
    }

    private void showRest(CallRecord newest, Optional<EngineInfo> engine) {
        Optional<CallRecord> before = record.get();
        boolean sameSdp =
                called.equals(engine)
                        && before.filter(it -> it.offerSdp().equals(newest.offerSdp()))
                                .filter(it -> it.answerSdp().equals(newest.answerSdp()))
                                .filter(it -> it.findings().equals(newest.findings()))
                                .isPresent();
        record.set(Optional.of(newest));
        called = engine;
        path.set(PathView.of(newest, engine, taps));
        if (!sameSdp) {
            offer.set(SdpView.ofOffer(newest.offerSdp(), newest.findings()));
            answer.set(SdpView.ofAnswer(newest.answerSdp(), engine, newest.findings()));
        }
        if (!findings.equals(newest.findings())) {
            findings.setAll(newest.findings());
        }
    }

    private static List<Numbered> numbered(CallRecord record) {
        List<Numbered> numbered = new ArrayList<>();
        for (MessageRecord message : record.messages()) {
            numbered.add(new Numbered(numbered.size(), message));
        }
        return numbered;
    }

    private void addJitter(CallRecord newest) {
        double toEngine = jitterAt(Tap.ENGINE_IN, newest);
        double toPhone = jitterAt(Tap.PHONE_IN, newest);
        if (newest.setUpMillis() < 0 || (toEngine < 0 && toPhone < 0)) {
            return;
        }
        List<JitterPoint> points = new ArrayList<>(jitter.get());
        if (points.size() == JITTER_POINTS) {
            points.removeFirst();
        }
        points.add(new JitterPoint(newest.durationMillis(), toEngine, toPhone));
        jitter.set(List.copyOf(points));
    }

    private static double jitterAt(Tap tap, CallRecord record) {
        return record.streams().stream()
                .filter(s -> s.tap() == tap && s.packets() > 1)
                .mapToDouble(StreamRecord::jitterMillis)
                .max()
                .orElse(-1);
    }
}
