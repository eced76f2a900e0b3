package io.milliwatt.inspector.call;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Two messages compared line by line. The order of header fields means nothing (but that of equal
/// names, RFC 3261, section 7.3.1): a field is compared with the one of the same name. The lines of
/// a body are compared in their order.
public final class MessageDiff {
    /// What is the matter with a line.
    public enum Kind {
        SAME,
        CHANGED,
        ONLY_LEFT,
        ONLY_RIGHT
    }

    /// One line of the comparison.
    ///
    /// @param left empty when it is only right
    /// @param right empty when it is only left
    public record Row(Kind kind, String left, String right) {}

    /// Lines of a body that are aligned; beyond them lines are compared by their numbers.
    private static final int MOST_ALIGNED = 1_000;

    private final List<Row> rows = new ArrayList<>();

    private MessageDiff() {}

    /// Compares two texts of messages.
    public static List<Row> of(String left, String right) {
        var diff = new MessageDiff();
        List<String> leftHead = head(left);
        List<String> rightHead = head(right);
        diff.compare(leftHead.getFirst(), rightHead.getFirst());
        diff.headers(leftHead.subList(1, leftHead.size()), rightHead.subList(1, rightHead.size()));
        List<String> leftBody = body(left);
        List<String> rightBody = body(right);
        if (!leftBody.isEmpty() || !rightBody.isEmpty()) {
            diff.rows.add(new Row(Kind.SAME, "", ""));
            diff.body(leftBody, rightBody);
        }
        return List.copyOf(diff.rows);
    }

    private static List<String> head(String text) {
        return List.of(parts(text)[0].split("\r?\n", -1));
    }

    private static List<String> body(String text) {
        String[] parts = parts(text);
        return parts.length < 2 || parts[1].isEmpty()
                ? List.of()
                : parts[1].stripTrailing().lines().toList();
    }

    private static String[] parts(String text) {
        return text.split("\r?\n\r?\n", 2);
    }

    private void compare(String left, String right) {
        rows.add(new Row(left.equals(right) ? Kind.SAME : Kind.CHANGED, left, right));
    }

    private void headers(List<String> left, List<String> right) {
        List<String> waiting = new ArrayList<>(right);
        for (String line : left) {
            int at = waiting.indexOf(line);
            if (at < 0) {
                at = sameName(waiting, line);
            }
            if (at < 0) {
                rows.add(new Row(Kind.ONLY_LEFT, line, ""));
            } else {
                compare(line, waiting.remove(at));
            }
        }
        waiting.forEach(line -> rows.add(new Row(Kind.ONLY_RIGHT, "", line)));
    }

    private static int sameName(List<String> lines, String line) {
        for (int i = 0; i < lines.size(); i++) {
            if (name(lines.get(i)).equals(name(line))) {
                return i;
            }
        }
        return -1;
    }

    private static String name(String line) {
        int colon = line.indexOf(':');
        return (colon < 0 ? line : line.substring(0, colon)).strip().toLowerCase(Locale.ROOT);
    }

    private void body(List<String> left, List<String> right) {
        if (left.size() > MOST_ALIGNED || right.size() > MOST_ALIGNED) {
            pairs(left, right);
            return;
        }
        int[][] common = common(left, right);
        int i = 0;
        int j = 0;
        List<String> onlyLeft = new ArrayList<>();
        List<String> onlyRight = new ArrayList<>();
        while (i < left.size() || j < right.size()) {
            if (i < left.size() && j < right.size() && left.get(i).equals(right.get(j))) {
                pairs(onlyLeft, onlyRight);
                onlyLeft.clear();
                onlyRight.clear();
                compare(left.get(i++), right.get(j++));
            } else if (j == right.size()
                    || i < left.size() && common[i + 1][j] >= common[i][j + 1]) {
                onlyLeft.add(left.get(i++));
            } else {
                onlyRight.add(right.get(j++));
            }
        }
        pairs(onlyLeft, onlyRight);
    }

    /// Lengths of the longest common sequences of lines from each pair of lines on.
    private static int[][] common(List<String> left, List<String> right) {
        int[][] common = new int[left.size() + 1][right.size() + 1];
        for (int i = left.size() - 1; i >= 0; i--) {
            for (int j = right.size() - 1; j >= 0; j--) {
                common[i][j] =
                        left.get(i).equals(right.get(j))
                                ? common[i + 1][j + 1] + 1
                                : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        return common;
    }

    /// Lines that stand at the same place, changed when they begin alike, such as `m=audio`.
    private void pairs(List<String> left, List<String> right) {
        List<String> waiting = new ArrayList<>(right);
        for (String line : left) {
            int at = -1;
            for (int i = 0; i < waiting.size() && at < 0; i++) {
                at = beginning(waiting.get(i)).equals(beginning(line)) ? i : -1;
            }
            if (at < 0) {
                rows.add(new Row(Kind.ONLY_LEFT, line, ""));
                continue;
            }
            waiting.subList(0, at).forEach(one -> rows.add(new Row(Kind.ONLY_RIGHT, "", one)));
            compare(line, waiting.get(at));
            waiting = new ArrayList<>(waiting.subList(at + 1, waiting.size()));
        }
        waiting.forEach(line -> rows.add(new Row(Kind.ONLY_RIGHT, "", line)));
    }

    /// `c=`, `m=audio`, `a=rtpmap`.
    private static String beginning(String line) {
        int equals = line.indexOf('=');
        int end = equals < 0 ? line.length() : equals + 1;
        if (line.startsWith("a=") || line.startsWith("m=")) {
            while (end < line.length() && line.charAt(end) != ':' && line.charAt(end) != ' ') {
                end++;
            }
        }
        return line.substring(0, end);
    }
}
