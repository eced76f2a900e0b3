package io.milliwatt.presentation.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.bench.record.CallRecord;
import io.milliwatt.bench.record.Finding;
import io.milliwatt.bench.record.Severity;
import io.milliwatt.bench.record.Tap;
import io.milliwatt.bench.record.Verdict;
import io.milliwatt.presentation.fixture.ManualUi;
import io.milliwatt.presentation.fixture.Samples;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CallViewModelTest {
    private static final CallRecord GOOD =
            Samples.call("sip:echo@192.168.1.20", "connected", 16, 42_000, 2_104);

    private final ManualUi ui = new ManualUi();

    private static SdpView.Line line(SdpView sdp, String start) {
        return sdp.lines().stream()
                .filter(l -> l.text().startsWith(start))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aGoodCallIsGreenAtEachHop() {
        PathView path = PathView.of(GOOD, Optional.of(Samples.engine()));
        assertEquals(
                List.of(Health.GOOD, Health.GOOD, Health.GOOD, Health.GOOD),
                path.hops().stream().map(Hop::health).toList());
        assertEquals("audio both ways · round trip 24 ms", path.verdict());
        assertEquals("192.168.1.31", path.phone());
        assertEquals("DNAT to 172.17.0.2", path.hostNote());
        assertEquals("2,104 sent", path.hops().getFirst().label());
        assertEquals("2,104 · 0 lost", path.hops().getLast().label());
        assertEquals("jitter 0.6 ms", path.hops().getLast().detail());
    }

    @Test
    void packetsThatNeverArriveMakeTheHopRed() {
        PathView path = PathView.of(Samples.unheard(), Optional.of(Samples.engine()));
        assertEquals(Health.GOOD, path.hops().get(0).health());
        assertEquals(Health.BAD, path.hops().get(1).health());
        assertEquals("nothing arrived", path.hops().get(1).label());
        assertEquals(Health.BAD, path.health());
        assertTrue(path.verdict().startsWith("no audio back"));
    }

    @Test
    void anEngineThatIsGoneMakesItsHopsRed() {
        CallRecord gone =
                Samples.ended(GOOD, Verdict.NO_ENGINE, "the engine ended: exit status 137");
        PathView path = PathView.of(gone, Optional.of(Samples.engine()));
        assertEquals(Health.GOOD, path.hops().getFirst().health());
        assertEquals(Health.BAD, path.hops().get(1).health());
        assertEquals("the engine is gone", path.verdict());
    }

    @Test
    void theFirstPacketsOfACallAreNotYetAFault() {
        CallRecord young = Samples.call("sip:echo@192.168.1.20", "connected", 16, 100, 5);
        PathView path = PathView.of(young, Optional.of(Samples.engine()));
        assertEquals(Health.IDLE, path.health());
        assertEquals("listening · round trip 24 ms", path.verdict());
    }

    @Test
    void anAnswerWithTheAdvertisedAddressAndAPublishedPortIsRight() {
        SdpView sdp =
                SdpView.ofAnswer(
                        Samples.answer("192.168.1.20", 40_000),
                        Optional.of(Samples.engine()),
                        List.of());
        assertEquals(Health.GOOD, line(sdp, "c=").health());
        assertEquals("published, 40000–40019", line(sdp, "m=").note());
        assertEquals(Health.IDLE, line(sdp, "a=ptime").health());
    }

    @Test
    void anAnswerThatAFindingBlamesIsRedAndNamesTheRule() {
        CallRecord unheard = Samples.unheard();
        SdpView sdp =
                SdpView.ofAnswer(
                        unheard.answerSdp(), Optional.of(Samples.engine()), unheard.findings());
        assertEquals(new SdpView.Line("c=IN IP4 172.17.0.2", Health.BAD, "R1"), line(sdp, "c="));
    }

    @Test
    void aFindingOnAnotherAddressBlamesNobodyElse() {
        var finding = new Finding("R1", Severity.ERROR, "172.17.0.20 and 40 lost.", "mend it");
        SdpView sdp =
                SdpView.ofAnswer(
                        Samples.answer("172.17.0.2", 40_000), Optional.empty(), List.of(finding));
        assertEquals(Health.IDLE, line(sdp, "c=").health());
    }

    @Test
    void aPortOutsideTheRangeIsWrong() {
        SdpView sdp =
                SdpView.ofAnswer(
                        Samples.answer("192.168.1.20", 52_000),
                        Optional.of(Samples.engine()),
                        List.of());
        assertEquals("outside 40000–40019", line(sdp, "m=").note());
    }

    @Test
    void updatesKeepRowsAndCollectTheJitter() {
        var call = new CallViewModel(ui);
        call.update(GOOD, Optional.of(Samples.engine()));
        ui.drainAll();
        var first = call.streams().getFirst();
        call.update(
                Samples.call("sip:echo@192.168.1.20", "connected", 16, 43_000, 2_154),
                Optional.of(Samples.engine()));
        ui.drainAll();
        assertSame(first, call.streams().getFirst());
        assertEquals(2_154, first.get().packets());
        assertEquals(Tap.PHONE_OUT, first.get().tap());
        assertEquals(2, call.jitter().get().size());
        assertEquals(4, call.messages().size());

        call.clear();
        assertEquals(0, call.streams().size());
        assertEquals(PathView.NONE, call.path().get());
    }
}
