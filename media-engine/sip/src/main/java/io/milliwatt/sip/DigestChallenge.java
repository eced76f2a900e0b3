package io.milliwatt.sip;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The value of one WWW-Authenticate or Proxy-Authenticate header of scheme Digest, RFC 7616,
/// section 3.3 and RFC 8760.
///
/// @param realm protection space
/// @param nonce the server's nonce
/// @param opaque to be sent back unchanged
/// @param algorithm hash
/// @param algorithmName as the server wrote it; empty when it named none (MD5)
/// @param qopAuth whether `qop` offers `auth`; without qop it is RFC 2069's form
/// @param stale whether only the nonce was too old
record DigestChallenge(
        String realm,
        String nonce,
        Optional<String> opaque,
        DigestAlgorithm algorithm,
        String algorithmName,
        boolean qopAuth,
        boolean stale) {
    private static final int MAX_LENGTH = 4096;

    /// Reads a header value; empty when it is of another scheme, of an algorithm or quality of
    /// protection not known here, or broken.
    static Optional<DigestChallenge> parse(String value) {
        Map<String, String> parameters = digestParameters(value);
        Optional<String> realm = Optional.ofNullable(parameters.get("realm"));
        Optional<String> nonce = Optional.ofNullable(parameters.get("nonce"));
        String algorithmName = parameters.getOrDefault("algorithm", "");
        Optional<DigestAlgorithm> algorithm = DigestAlgorithm.of(algorithmName);
        Optional<String> qop = Optional.ofNullable(parameters.get("qop"));
        boolean qopAuth =
                qop.isPresent()
                        && List.of(qop.get().toLowerCase(Locale.ROOT).split("[ ,]+"))
                                .contains("auth");
        if (realm.isEmpty()
                || nonce.isEmpty()
                || algorithm.isEmpty()
                || (qop.isPresent() && !qopAuth)) {
            return Optional.empty();
        }
        return Optional.of(
                new DigestChallenge(
                        realm.get(),
                        nonce.get(),
                        Optional.ofNullable(parameters.get("opaque")),
                        algorithm.get(),
                        algorithmName,
                        qopAuth,
                        "true".equalsIgnoreCase(parameters.get("stale"))));
    }

    /// The parameters of a value of scheme Digest, names in lower case; none when it is of another
    /// scheme or too long.
    static Map<String, String> digestParameters(String value) {
        String text = value.strip();
        if (text.length() > MAX_LENGTH
                || !text.regionMatches(true, 0, "Digest", 0, 6)
                || text.length() < 7
                || !Character.isWhitespace(text.charAt(6))) {
            return Map.of();
        }
        return parameters(text.substring(7));
    }

    /// The strongest of the challenges offered, the first of equals.
    static Optional<DigestChallenge> strongest(List<DigestChallenge> offered) {
        return offered.stream()
                .sorted(
                        Comparator.comparing(DigestChallenge::algorithm, Comparator.reverseOrder())
                                .thenComparing(c -> c.qopAuth() ? 0 : 1))
                .findFirst();
    }

    /// Reads `name=token` and `name="quoted \" string"`, separated by commas.
    private static Map<String, String> parameters(String text) {
        Map<String, String> parameters = new LinkedHashMap<>();
        int at = 0;
        while (at < text.length()) {
            int equals = text.indexOf('=', at);
            if (equals < 0) {
                break;
            }
            String name = text.substring(at, equals).replace(',', ' ').strip();
            StringBuilder value = new StringBuilder();
            at = equals + 1;
            while (at < text.length() && text.charAt(at) == ' ') {
                at++;
            }
            if (at < text.length() && text.charAt(at) == '"') {
                at = quoted(text, at + 1, value);
            } else {
                while (at < text.length() && text.charAt(at) != ',') {
                    value.append(text.charAt(at++));
                }
            }
            parameters.putIfAbsent(name.toLowerCase(Locale.ROOT), value.toString().strip());
            int comma = text.indexOf(',', at);
            at = comma < 0 ? text.length() : comma + 1;
        }
        return parameters;
    }

    private static int quoted(String text, int from, StringBuilder value) {
        int at = from;
        while (at < text.length() && text.charAt(at) != '"') {
            if (text.charAt(at) == '\\' && at + 1 < text.length()) {
                at++;
            }
            value.append(text.charAt(at++));
        }
        return at + 1;
    }
}
