package io.milliwatt.bench.route;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/// Asks an engine from where it runs, and prints the answer on a line of each field.
final class AskMain {
    private AskMain() {}

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
