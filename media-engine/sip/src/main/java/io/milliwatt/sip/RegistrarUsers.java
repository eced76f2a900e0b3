package io.milliwatt.sip;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Who may register. The text form shows no secret.
///
/// The lines of a users' file: `user:password`, or `user:{sha-256}HA1` and `user:{md5}HA1` with HA1
/// = hash of `user:milliwatt:password` in hexadecimal (RFC 7616, section 3.4.2), which keeps the
/// password itself out of the file but serves for that algorithm only. Empty lines, and those that
/// begin with `#`, are skipped.
public final class RegistrarUsers {
    /// The realm of all challenges.
    public static final String REALM = "milliwatt";

    /// Nobody: every REGISTER is answered with 403.
    public static final RegistrarUsers NONE = new RegistrarUsers(Map.of());

    /// More lines than this are refused.
    public static final int MAX_USERS = 10_000;

    private static final Pattern HASHED = Pattern.compile("\\{([A-Za-z0-9-]+)}([0-9A-Fa-f]+)");

    private final Map<String, Map<DigestAlgorithm, String>> hashes;

    private RegistrarUsers(Map<String, Map<DigestAlgorithm, String>> hashes) {
        this.hashes = hashes;
    }

    /// Reads lines, separated by line ends or, in an environment variable, by commas.
    ///
    /// @throws SipException a line that is none; the words name it by its number and show no secret
    public static RegistrarUsers parse(String text) throws SipException {
        Map<String, Map<DigestAlgorithm, String>> users = new LinkedHashMap<>();
        String[] lines = text.split("[\r\n,]+");
        for (int i = 0; i < lines.length; i++) {
            String line = lines[i].strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            int colon = line.indexOf(':');
            if (colon <= 0 || colon == line.length() - 1) {
                throw new SipException("entry " + (i + 1) + " is not user:password");
            }
            String user = line.substring(0, colon);
            users.computeIfAbsent(user, _ -> new LinkedHashMap<>())
                    .putAll(hashes(user, line.substring(colon + 1), i + 1));
            if (users.size() > MAX_USERS) {
                throw new SipException("more than " + MAX_USERS + " users");
            }
        }
        return new RegistrarUsers(users);
    }

    private static Map<DigestAlgorithm, String> hashes(String user, String secret, int number)
            throws SipException {
        var hashed = HASHED.matcher(secret);
        if (!hashed.matches()) {
            return Map.of(
                    DigestAlgorithm.MD5,
                    Digest.ha1(DigestAlgorithm.MD5, user, REALM, secret),
                    DigestAlgorithm.SHA_256,
                    Digest.ha1(DigestAlgorithm.SHA_256, user, REALM, secret));
        }
        DigestAlgorithm algorithm =
                switch (hashed.group(1).toLowerCase(Locale.ROOT)) {
                    case "md5" -> DigestAlgorithm.MD5;
                    case "sha-256" -> DigestAlgorithm.SHA_256;
                    default ->
                            throw new SipException(
                                    "entry "
                                            + number
                                            + " is hashed neither with {md5} nor {sha-256}");
                };
        int digits = algorithm == DigestAlgorithm.MD5 ? 32 : 64;
        if (hashed.group(2).length() != digits) {
            throw new SipException(
                    "entry "
                            + number
                            + " has a hash of "
                            + hashed.group(2).length()
                            + " digits, not "
                            + digits);
        }
        return Map.of(algorithm, hashed.group(2).toLowerCase(Locale.ROOT));
    }

    public boolean isEmpty() {
        return hashes.isEmpty();
    }

    public int count() {
        return hashes.size();
    }

    /// The same users as a text that [#parse(String)] reads, with hashes in the place of passwords:
    /// for where the text may be seen by others.
    public String hashed() {
        var lines = new ArrayList<String>();
        hashes.forEach((user, secrets) ->
                secrets.forEach((algorithm, ha1) ->
                        lines.add(
                                user
                                        + ":{"
                                        + (algorithm == DigestAlgorithm.MD5 ? "md5" : "sha-256")
                                        + "}"
                                        + ha1)));
        return String.join(",", lines);
    }

    boolean knows(String user) {
        return hashes.containsKey(user);
    }

    Optional<String> ha1(String user, DigestAlgorithm algorithm) {
        return Optional.ofNullable(hashes.getOrDefault(user, Map.of()).get(algorithm));
    }

    @Override
    public String toString() {
        return "RegistrarUsers[" + count() + "]";
    }
}
