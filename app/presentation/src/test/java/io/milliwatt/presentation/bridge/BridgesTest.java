package io.milliwatt.presentation.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.presentation.fixture.ManualUi;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javafx.collections.ListChangeListener;
import org.junit.jupiter.api.Test;

class BridgesTest {
    private static final int MILLION = 1_000_000;

    private final ManualUi ui = new ManualUi();

    private record Row(String key, int value) {}

    @Test
    void aMillionOffersToLatestLeaveOnePendingTask() {
        List<Integer> seen = new ArrayList<>();
        var latest = new Latest<Integer>(ui, seen::add);

        IntStream.rangeClosed(1, MILLION).forEach(latest::offer);

        assertEquals(1, ui.pending());
        ui.drain();
        assertEquals(List.of(MILLION), seen);
        assertEquals(0, ui.pending());
    }

    @Test
    void aMillionOffersToKeyedSnapshotLeaveOnePendingTask() {
        var rows = new KeyedSnapshot<String, Row>(ui, Row::key);

        IntStream.rangeClosed(1, MILLION).forEach(i -> rows.offer(List.of(new Row("a", i))));

        assertEquals(1, ui.pending());
        ui.drainAll();
        assertEquals(MILLION, rows.rows().getFirst().get().value());
    }

    @Test
    void keyedSnapshotChangesItsRowsAtMostOncePerPeriod() {
        var rows = new KeyedSnapshot<String, Row>(ui, Row::key);
        rows.offer(List.of(new Row("a", 1)));
        ui.drain();
        assertEquals(1, rows.rows().getFirst().get().value());

        rows.offer(List.of(new Row("a", 2)));
        rows.offer(List.of(new Row("a", 3)));
        ui.drain();
        assertEquals(1, rows.rows().getFirst().get().value(), "the period is not over");
        assertEquals(1, ui.pending());

        ui.drainAll();
        assertEquals(3, rows.rows().getFirst().get().value());
    }

    @Test
    void aMillionOffersToBoundedLogLeaveOnePendingTaskAndCountWhatWentUnseen() {
        var log = new BoundedLog<Integer>(ui, 1_000);

        IntStream.rangeClosed(1, MILLION).forEach(log::offer);

        assertEquals(1, ui.pending());
        ui.drainAll();
        assertEquals(1_000, log.lines().size());
        assertEquals(MILLION, log.lines().getLast());
        assertEquals(MILLION - 1_000, log.dropped().get());
    }

    @Test
    void boundedLogCountsLinesThatMakeRoomForNewOnes() {
        var log = new BoundedLog<String>(ui, 2);
        log.offer("one");
        log.offer("two");
        ui.drainAll();

        log.offer("three");
        ui.drainAll();

        assertEquals(List.of("two", "three"), log.lines());
        assertEquals(1, log.dropped().get());
        log.clear();
        assertEquals(0, log.dropped().get());
        assertTrue(log.lines().isEmpty());
    }

    @Test
    void latestDeliversWhatIsOfferedAfterADelivery() {
        List<String> seen = new ArrayList<>();
        var latest = new Latest<String>(ui, seen::add);
        latest.offer("first");
        ui.drain();
        latest.offer("second");
        ui.drain();
        assertEquals(List.of("first", "second"), seen);
    }

    @Test
    void keyedSnapshotKeepsTheRowWhoseValueChanges() {
        var rows = new KeyedSnapshot<String, Row>(ui, Row::key);
        rows.show(List.of(new Row("a", 1), new Row("b", 1)));
        KeyedRow<String, Row> b = rows.rows().getLast();
        List<Object> changes = new ArrayList<>();
        rows.rows().addListener((ListChangeListener<Object>) changes::add);

        rows.show(List.of(new Row("a", 1), new Row("b", 2)));

        assertSame(b, rows.rows().getLast());
        assertEquals(2, b.get().value());
        assertEquals(List.of(), changes, "the list itself must not change, or selection is lost");
    }

    @Test
    void keyedSnapshotFollowsTheOrderOfTheContent() {
        var rows = new KeyedSnapshot<String, Row>(ui, Row::key);
        rows.show(List.of(new Row("a", 1), new Row("b", 1), new Row("c", 1)));
        KeyedRow<String, Row> c = rows.rows().getLast();

        rows.show(List.of(new Row("c", 1), new Row("x", 1), new Row("a", 2)));

        assertEquals(List.of("c", "x", "a"), rows.rows().stream().map(KeyedRow::key).toList());
        assertSame(c, rows.rows().getFirst());
    }

    @Test
    void keyedSnapshotTakesTheLaterOfTwoValuesWithOneKey() {
        var rows = new KeyedSnapshot<String, Row>(ui, Row::key);
        rows.show(List.of(new Row("a", 1), new Row("a", 2)));
        assertEquals(1, rows.rows().size());
        assertEquals(2, rows.rows().getFirst().get().value());
    }
}
