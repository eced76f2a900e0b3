package io.milliwatt.bench.route;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/// Asks an engine from the network namespace it runs in, and says on its standard output what came
/// back: a process of its own, which a probe runs on a machine on the LAN with nothing but the
/// classes of this module.
public final class LanAsker {
    private LanAsker() {}

    /// @param arguments address and port
    public static void main(String[] arguments) throws IOException {
        ProbeAnswer answer =
                SipQuestion.ask(
                        new InetSocketAddress(
                                InetAddress.ofLiteral(arguments[0]),
                                Integer.parseInt(arguments[1])));
        String lines =
                String.join(
                        "\n",
                        answer.from(),
                        answer.sipAnswer(),
                        Integer.toString(answer.rtpBack()),
                        answer.error());
        try (var out = new FileOutputStream(FileDescriptor.out)) {
            out.write((lines + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }
}
