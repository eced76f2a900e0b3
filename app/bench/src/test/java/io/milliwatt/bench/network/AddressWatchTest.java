package io.milliwatt.bench.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

final class AddressWatchTest {
    private static final HostAddress WIFI = address("192.168.1.20", "wlan0", true);
    private static final HostAddress CABLE = address("192.168.2.20", "eth0", true);
    private static final HostAddress LOOPBACK = address("127.0.0.1", "lo", true);

    private final List<HostAddress> now = new ArrayList<>(List.of(WIFI, LOOPBACK));

    @Test
    void nothingIsToldWhileNothingChanges() {
        AddressWatch watch = watch(WIFI);
        assertEquals(new AddressState.Right(), watch.look());
        assertEquals(Optional.empty(), watch.change());
        assertEquals(Optional.empty(), watch.look().relaunchWith());
    }

    @Test
    void addressThatIsGoneIsToldOnceWithTheBestOfNow() {
        AddressWatch watch = watch(WIFI);
        now.clear();
        now.addAll(List.of(CABLE, LOOPBACK));
        AddressState.Gone gone =
                assertInstanceOf(AddressState.Gone.class, watch.change().orElseThrow());
        assertEquals(Optional.of(CABLE.address()), gone.relaunchWith());
        assertTrue(gone.words().startsWith("192.168.1.20 is gone"), gone.words());
        assertTrue(gone.words().contains("now 192.168.2.20 on eth0"), gone.words());
        assertEquals(Optional.empty(), watch.change());
        now.addFirst(WIFI);
        assertEquals(Optional.of(new AddressState.Right()), watch.change());
    }

    @Test
    void betterAddressThatCameIsTold() {
        AddressWatch watch = watch(WIFI);
        now.addFirst(CABLE);
        AddressState state = watch.change().orElseThrow();
        assertEquals(new AddressState.Better(WIFI.address(), CABLE), state);
        assertEquals(Optional.of(CABLE.address()), state.relaunchWith());
    }

    @Test
    void secondBestThatWasChosenOnPurposeIsNoReasonToSpeak() {
        now.addFirst(CABLE);
        AddressWatch watch = watch(WIFI);
        assertEquals(Optional.empty(), watch.change());
    }

    @Test
    void engineOnTheLoopbackAddressLearnsThatALanCame() {
        now.clear();
        now.add(LOOPBACK);
        AddressWatch watch = watch(LOOPBACK);
        now.addFirst(CABLE);
        assertEquals(Optional.of(CABLE.address()), watch.change().orElseThrow().relaunchWith());
    }

    @Test
    void hostWithoutAnyAddressSaysSo() {
        AddressWatch watch = watch(WIFI);
        now.clear();
        AddressState state = watch.change().orElseThrow();
        assertEquals(Optional.empty(), state.relaunchWith());
        assertTrue(state.words().endsWith("This host has no other"), state.words());
    }

    @Test
    void addressOfItsOwnOnTheLanIsRightWhileThisHostIsOnThatLan() {
        var lan = new AtomicBoolean(true);
        AddressWatch watch =
                AddressWatch.onLan(InetAddress.ofLiteral("192.168.1.77"), _ -> lan.get());
        assertEquals(Optional.empty(), watch.change(), "though no address of this host's");
        lan.set(false);
        AddressState state = watch.change().orElseThrow();
        assertTrue(
                state.words().startsWith("192.168.1.77 is in no network that this host is in now"),
                state.words());
        assertEquals(Optional.empty(), state.relaunchWith(), "the launch finds one");
        lan.set(true);
        assertEquals(Optional.of(new AddressState.Right()), watch.change());
    }

    private AddressWatch watch(HostAddress advertised) {
        return new AddressWatch(() -> List.copyOf(now), advertised.address());
    }

    private static HostAddress address(String text, String link, boolean usable) {
        return new HostAddress(
                InetAddress.ofLiteral(text), link, 1, "LAN", "default route", usable);
    }
}
