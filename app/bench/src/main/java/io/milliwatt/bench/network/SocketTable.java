package io.milliwatt.bench.network;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The sockets of this host as `/proc/net` lists them, and the processes that hold them. Processes
/// of other users can be seen by root only; then the user is named.
final class SocketTable {
    private static final int LISTENING = 0x0a;

    private final Path proc;

    SocketTable(Path proc) {
        this.proc = proc;
    }

    private record Entry(String inode, String uid) {}

    /// Who listens on the port of that address, or of all addresses.
    String holder(PortUse use, InetAddress address) {
        Optional<Entry> entry = find(use, address);
        if (entry.isEmpty()) {
            return "a process that cannot be seen from here";
        }
        return processOf(entry.get().inode())
                .orElseGet(() -> "a process of " + userName(entry.get().uid()));
    }

    private Optional<Entry> find(PortUse use, InetAddress address) {
        for (String table : List.of(use.transport().key(), use.transport().key() + "6")) {
            for (String line : lines(proc.resolve("net").resolve(table))) {
                String[] field = line.strip().split("\\s+");
                if (field.length < 10 || !field[1].contains(":")) {
                    continue;
                }
                int colon = field[1].indexOf(':');
                boolean listens =
                        use.transport() == PortUse.Transport.UDP
                                || Integer.parseInt(field[3], 16) == LISTENING;
                if (listens
                        && Integer.parseInt(field[1].substring(colon + 1), 16) == use.port()
                        && covers(field[1].substring(0, colon), address)) {
                    return Optional.of(new Entry(field[9], field[7]));
                }
            }
        }
        return Optional.empty();
    }

    /// Whether a socket bound to the address in the table stands in the way of `wanted`. The table
    /// has the words of the address in the byte order of the machine.
    private static boolean covers(String hex, InetAddress wanted) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        for (int word = 0; word + 3 < bytes.length; word += 4) {
            byte first = bytes[word];
            byte second = bytes[word + 1];
            bytes[word] = bytes[word + 3];
            bytes[word + 1] = bytes[word + 2];
            bytes[word + 2] = second;
            bytes[word + 3] = first;
        }
        try {
            InetAddress bound = InetAddress.getByAddress(bytes);
            return bound.isAnyLocalAddress()
                    || bound.equals(wanted)
                    || (wanted.isAnyLocalAddress() && !(bound instanceof Inet6Address));
        } catch (UnknownHostException _) {
            return false;
        }
    }

    private Optional<String> processOf(String inode) {
        Path wanted = Path.of("socket:[" + inode + "]");
        try (Stream<Path> processes = Files.list(proc)) {
            return processes
                    .filter(it -> it.getFileName().toString().chars().allMatch(Character::isDigit))
                    .filter(it -> holds(it, wanted))
                    .findFirst()
                    .map(it ->
                            first(lines(it.resolve("comm"))) + " (pid " + it.getFileName() + ")");
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private static boolean holds(Path process, Path wanted) {
        try (Stream<Path> descriptors = Files.list(process.resolve("fd"))) {
            return descriptors.anyMatch(it -> {
                try {
                    return Files.readSymbolicLink(it).equals(wanted);
                } catch (IOException _) {
                    return false; // closed meanwhile
                }
            });
        } catch (IOException _) {
            return false; // ended meanwhile, or another user's
        }
    }

    private static String userName(String uid) {
        return lines(Path.of("/etc/passwd")).stream()
                .map(line -> line.split(":", -1))
                .filter(field -> field.length > 2 && field[2].equals(uid))
                .map(field -> field[0])
                .findFirst()
                .orElse("user " + uid);
    }

    private static String first(List<String> lines) {
        return lines.isEmpty() ? "a process" : lines.getFirst();
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (IOException _) {
            return List.of();
        }
    }
}
