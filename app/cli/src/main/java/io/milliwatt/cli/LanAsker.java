package io.milliwatt.cli;

import io.milliwatt.bench.route.ProbeAnswer;
import io.milliwatt.bench.route.SipQuestion;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/// Asks an engine from the network namespace it runs in. `route probe` runs it on a machine on the
/// LAN, with nothing but the classes of this module and of the bench.
final class LanAsker {
    private LanAsker() {}

    /// @param arguments address and port
    public static void main(String[] arguments) {
        ProbeAnswer answer =
                SipQuestion.ask(
                        new InetSocketAddress(
                                InetAddress.ofLiteral(arguments[0]),
                                Integer.parseInt(arguments[1])));
        System.out.println(answer.from());
        System.out.println(answer.sipAnswer());
        System.out.println(answer.rtpBack());
        System.out.println(answer.error());
    }
}
