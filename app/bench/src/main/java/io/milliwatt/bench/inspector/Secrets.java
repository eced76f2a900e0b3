package io.milliwatt.bench.inspector;

import io.milliwatt.inspector.sip.ShownText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Takes out of texts what nobody else should read: known values such as the control token, and
/// whatever is written like a secret: `..._TOKEN=...`, `"password": "..."`, keys in SDP, digests,
/// passwords in URIs.
public final class Secrets {
    private static final String HIDDEN = "***";

    /// Bounded, so that no text makes the search take long.
    private static final String NAME =
            "[\\w.-]{0,60}(?:token|secret|passw(?:or)?d|passphrase|credential|api[_-]?key"
                    + "|private[_-]?key|access[_-]?key|_key|_pw)[\\w.-]{0,60}";

    private static final Pattern SECRET_NAME = Pattern.compile("(?i)" + NAME);
    private static final Pattern SETTING =
            Pattern.compile(
                    "(?i)(?<![\\w.-])("
                            + NAME
                            + "\\s*=\\s*)(?:(\\\\?\")[^\"\\\\\\n]*|[^\\s\"',\\\\]+)");
    private static final Pattern MEMBER =
            Pattern.compile("(?i)(\"" + NAME + "\"\\s*:\\s*)\"(?:[^\"\\\\]|\\\\.)*\"");

    /// The same within a text of JSON.
    private static final Pattern QUOTED_MEMBER =
            Pattern.compile("(?i)(\\\\\"" + NAME + "\\\\\"\\s*:\\s*\\\\\")[^\"\\\\]*");

    private static final Pattern OPTION =
            Pattern.compile("(?i)(--" + NAME + ")(\\s+|\",\\s*\")([^\\s\",-][^\\s\",]*)");
    private static final Pattern PEM =
            Pattern.compile(
                    "-----BEGIN [A-Z ]*PRIVATE KEY-----[\\s\\S]*?-----END [A-Z ]*PRIVATE KEY-----");

    /// Shorter values would occur by chance.
    private static final int SHORTEST = 6;

    private final List<String> known;

    private Secrets(List<String> known) {
        this.known = known;
    }

    /// @param values what is known to be secret
    public static Secrets of(List<String> values) {
        var longEnough = new ArrayList<String>(values);
        longEnough.removeIf(value -> value.length() < SHORTEST);
        longEnough.sort(Comparator.comparingInt(String::length).reversed());
        return new Secrets(List.copyOf(longEnough));
    }

    /// An environment variable as `NAME=value`, the whole value hidden when the name says that it
    /// is secret; else what is secret in it.
    String hiddenVariable(String variable) {
        int equals = variable.indexOf('=');
        String name = equals < 0 ? variable : variable.substring(0, equals);
        return equals >= 0 && SECRET_NAME.matcher(name).matches()
                ? name + "=" + HIDDEN
                : removed(variable);
    }

    /// The text with each of them replaced by `***`.
    public String removed(String text) {
        String clean = text;
        for (String value : known) {
            clean = clean.replace(value, HIDDEN);
        }
        clean = PEM.matcher(clean).replaceAll(HIDDEN);
        clean = MEMBER.matcher(clean).replaceAll("$1\"" + HIDDEN + "\"");
        clean = QUOTED_MEMBER.matcher(clean).replaceAll("$1" + HIDDEN);
        clean =
                SETTING.matcher(clean)
                        .replaceAll(found -> {
                            String quote = Objects.requireNonNullElse(found.group(2), "");
                            return Matcher.quoteReplacement(found.group(1) + quote + HIDDEN);
                        });
        clean = OPTION.matcher(clean).replaceAll("$1$2" + HIDDEN);
        return ShownText.masked(clean);
    }
}
