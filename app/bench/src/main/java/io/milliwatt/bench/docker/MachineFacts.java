package io.milliwatt.bench.docker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// What this machine says of itself.
///
/// @param kernel `/proc/sys/kernel/osrelease`
/// @param wslNetworking what `wslinfo --networking-mode` prints: `nat`, `mirrored`, `none`,
///   `virtioproxy`; empty outside WSL, or where it cannot be asked
/// @param vendor `/sys/class/dmi/id/sys_vendor`: `innotek GmbH`, `QEMU`, `VMware, Inc.`
/// @param addresses IPv4 addresses of this machine
public record MachineFacts(
        String kernel, String wslNetworking, String vendor, List<String> addresses) {
    /// The networks that desktop hypervisors translate by default: VirtualBox and QEMU, libvirt,
    /// Multipass; VMware's is any `192.168.x` and cannot be told from a LAN.
    private static final Pattern HYPERVISOR_NAT =
            Pattern.compile("10\\.0\\.2\\.\\d+|192\\.168\\.122\\.\\d+|192\\.168\\.64\\.\\d+");

    private static final Pattern CLOUD =
            Pattern.compile(
                    "Amazon EC2|Google|Microsoft Corporation|DigitalOcean|OpenStack.*|Hetzner|Alibaba.*|OracleCloud.*",
                    Pattern.CASE_INSENSITIVE);

    private static final Pattern PRIVATE =
            Pattern.compile("10\\..*|192\\.168\\..*|172\\.(1[6-9]|2\\d|3[01])\\..*");

    private static final long WSLINFO_SECONDS = 2;

    public MachineFacts {
        addresses = List.copyOf(addresses);
    }

    /// Reads them.
    ///
    /// @param addresses IPv4 addresses of this machine that phones could use
    public static MachineFacts read(List<String> addresses) {
        String kernel = text(Path.of("/proc/sys/kernel/osrelease"));
        return new MachineFacts(
                kernel,
                kernel.contains("icrosoft") ? wslinfo() : "",
                text(Path.of("/sys/class/dmi/id/sys_vendor")),
                addresses);
    }

    /// A virtual machine at an address that its hypervisor or cloud translates.
    boolean isVirtualMachineBehindNat() {
        boolean desktop = addresses.stream().anyMatch(it -> HYPERVISOR_NAT.matcher(it).matches());
        boolean hypervisor =
                vendor.matches("innotek GmbH|QEMU|VMware, Inc\\.|Parallels.*|Xen|Apple Inc\\.");
        boolean cloud = CLOUD.matcher(vendor).matches();
        boolean onlyPrivate =
                !addresses.isEmpty()
                        && addresses.stream().allMatch(it -> PRIVATE.matcher(it).matches());
        return (hypervisor && desktop) || (cloud && onlyPrivate);
    }

    private static String text(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            return lines.isEmpty() ? "" : lines.getFirst().strip();
        } catch (IOException _) {
            return "";
        }
    }

    private static String wslinfo() {
        try {
            Process process = new ProcessBuilder("wslinfo", "--networking-mode").start();
            if (!process.waitFor(WSLINFO_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return "";
            }
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .strip();
        } catch (IOException _) {
            return ""; // an older WSL
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
