package io.milliwatt.bench.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import io.milliwatt.bench.state.StateDirectory;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AddressSettingsTest {
    private static final InetAddress OWN = InetAddress.ofLiteral("192.168.1.20");
    private static final InetAddress PUBLIC = InetAddress.ofLiteral("203.0.113.7");
    private static final List<HostAddress> RANKED =
            List.of(new HostAddress(OWN, "eth0", 1, "LAN", "default route", true));

    @TempDir Path directory;

    @Test
    void choiceIsKeptForTheNextProcessAndTakenBack() throws Exception {
        settings().choose(Optional.of(OWN), Optional.of(PUBLIC), RANKED);
        AddressSetting kept = settings().read();
        assertEquals(Optional.of(OWN), kept.chosen());
        assertEquals(Optional.of(PUBLIC), kept.behindNat());
        settings().choose(Optional.empty(), Optional.empty(), RANKED);
        assertEquals(AddressSetting.AUTOMATIC, settings().read());
    }

    @Test
    void addressThatThisHostDoesNotHaveIsRefusedWithThoseItHas() {
        BenchException problem =
                assertThrows(
                        BenchException.class,
                        () -> settings().choose(Optional.of(PUBLIC), Optional.empty(), RANKED));
        assertEquals(ProblemCode.ADDRESS_NOT_LOCAL, problem.code());
        assertTrue(problem.getMessage().endsWith("it has 192.168.1.20"), problem.getMessage());
        assertTrue(problem.fix().endsWith("--behind-nat 203.0.113.7"), problem.fix());
    }

    @Test
    void addressThatNoNatCanHaveIsRefused() {
        for (String each : List.of("192.168.1.20", "127.0.0.1", "0.0.0.0", "224.0.0.1", "::")) {
            BenchException problem =
                    assertThrows(
                            BenchException.class,
                            () -> AddressSettings.checkPublic(InetAddress.ofLiteral(each), RANKED),
                            each);
            assertEquals(ProblemCode.BAD_CONFIGURATION, problem.code());
        }
    }

    @Test
    void fileThatWasWrittenByHandAndIsWrongCountsForNothing() throws Exception {
        Files.writeString(directory.resolve("address.json"), "{\"address\":\"here\"}");
        assertEquals(Optional.empty(), settings().read().chosen());
        Files.writeString(directory.resolve("address.json"), "not JSON");
        assertEquals(AddressSetting.AUTOMATIC, settings().read());
    }

    private AddressSettings settings() {
        return new AddressSettings(new StateDirectory(directory));
    }
}
