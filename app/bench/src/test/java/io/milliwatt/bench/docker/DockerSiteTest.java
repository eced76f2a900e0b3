package io.milliwatt.bench.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What daemons and kernels say of themselves, recorded, and what follows.
final class DockerSiteTest {
    private static final String SOCKET = "unix:///var/run/docker.sock";
    private static final String DEBIAN = "Debian GNU/Linux 12 (bookworm)";
    private static final String SECCOMP = "name=seccomp,profile=default";
    private static final MachineFacts METAL =
            new MachineFacts("6.1.0-32-amd64", "", "Dell Inc.", List.of("192.168.1.20"));

    @Test
    void plainLinuxHostHasNoLimits() {
        DockerSite site = site(SOCKET, DEBIAN, List.of(SECCOMP, "name=cgroupns"), METAL);
        assertEquals(List.of(), site.traits());
        assertTrue(site.sharesThisNetwork());
    }

    @Test
    void dockerDesktopIsKnownByItsNameOnAnySystem() {
        for (String host :
                List.of(
                        "unix:///home/user/.docker/desktop/docker.sock",
                        "npipe:////./pipe/docker")) {
            DockerSite site = site(host, "Docker Desktop", List.of(SECCOMP), METAL);
            assertEquals(List.of(DockerTrait.DESKTOP), site.traits());
            assertFalse(site.sharesThisNetwork());
        }
    }

    @Test
    void rootlessDaemonIsKnownByItsSecurityOptions() {
        DockerSite site =
                site(
                        "unix:///run/user/1000/docker.sock",
                        "Ubuntu 24.04.2 LTS",
                        List.of(SECCOMP, "name=rootless", "name=cgroupns"),
                        METAL);
        assertEquals(List.of(DockerTrait.ROOTLESS), site.traits());
        assertTrue(site.traits().getFirst().limits().getFirst().contains("slirp4netns"));
    }

    @Test
    void podmanWithoutRootSaysRootlessInTheSameWordsAndHasLimitsOfItsOwn() {
        DockerSite site =
                DockerSite.of(
                        new DockerSite.Facts(
                                URI.create("unix:///run/user/1000/podman/podman.sock"),
                                "debian",
                                List.of("name=seccomp,profile=default", "name=rootless"),
                                "4.3.1",
                                true,
                                METAL));
        assertEquals(List.of(DockerTrait.ROOTLESS_PODMAN), site.traits());
        assertFalse(site.sharesThisNetwork());
    }

    @Test
    void otherMachineIsKnownByTheHostItself() {
        for (String host : List.of("tcp://192.0.2.9:2376", "ssh://me@build.example")) {
            DockerSite site = site(host, DEBIAN, List.of(SECCOMP), METAL);
            assertEquals(List.of(DockerTrait.REMOTE), site.traits(), host);
            assertFalse(site.sharesThisNetwork());
        }
        assertEquals(
                List.of(), site("tcp://127.0.0.1:2375", DEBIAN, List.of(SECCOMP), METAL).traits());
    }

    @ParameterizedTest
    @CsvSource({
        "5.15.167.4-microsoft-standard-WSL2, nat, WSL_NAT",
        "5.15.167.4-microsoft-standard-WSL2, mirrored, WSL_MIRRORED",
        "5.10.16.3-microsoft-standard-WSL2, '', WSL_NAT",
        "4.4.0-19041-Microsoft, '', WSL_NAT",
    })
    void wslIsKnownByItsKernelAndAskedForItsNetwork(String kernel, String mode, DockerTrait trait) {
        var machine = new MachineFacts(kernel, mode, "", List.of("172.29.112.7"));
        DockerSite site = site(SOCKET, "Ubuntu 22.04.5 LTS", List.of(SECCOMP), machine);
        assertEquals(List.of(trait), site.traits());
    }

    @Test
    void desktopInsideWslIsBoth() {
        var machine =
                new MachineFacts(
                        "5.15.167.4-microsoft-standard-WSL2", "nat", "", List.of("172.29.112.7"));
        assertEquals(
                List.of(DockerTrait.DESKTOP, DockerTrait.WSL_NAT),
                site(SOCKET, "Docker Desktop", List.of(SECCOMP), machine).traits());
    }

    @ParameterizedTest
    @CsvSource({
        "innotek GmbH, 10.0.2.15, true",
        "QEMU, 192.168.122.77, true",
        "QEMU, 192.168.1.77, false",
        "Amazon EC2, 172.31.4.5, true",
        "Amazon EC2, 198.51.100.4, false",
        "Dell Inc., 10.0.2.15, false",
    })
    void virtualMachineIsToldOnlyWhereItsAddressIsTranslated(
            String vendor, String address, boolean behindNat) {
        var machine = new MachineFacts("6.1.0-32-amd64", "", vendor, List.of(address));
        assertEquals(
                behindNat ? List.of(DockerTrait.VIRTUAL_MACHINE) : List.of(),
                site(SOCKET, DEBIAN, List.of(SECCOMP), machine).traits());
    }

    @ParameterizedTest
    @CsvSource({
        "20.10.24+dfsg1, 2010",
        "27.5.1, 2705",
        "28.0.0-rc.1, 2800",
        "28.2.2, 2802",
        "4.3.1, 403",
        "dev, 0",
    })
    void releaseIsComparedAsANumber(String version, int release) {
        assertEquals(release, new DockerSite(version, List.of()).release());
    }

    @Test
    void everyTraitSaysWhatDoesNotWork() {
        for (DockerTrait trait : DockerTrait.values()) {
            assertFalse(trait.limits().isEmpty(), trait.name());
            assertTrue(trait.key().matches("[a-z-]+"), trait.key());
        }
    }

    private static DockerSite site(
            String host, String system, List<String> options, MachineFacts machine) {
        return DockerSite.of(
                new DockerSite.Facts(
                        URI.create(host), system, options, "20.10.24", false, machine));
    }
}
