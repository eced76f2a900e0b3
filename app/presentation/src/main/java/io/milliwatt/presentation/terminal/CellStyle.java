package io.milliwatt.presentation.terminal;

import java.util.List;

/// How a cell looks.
///
/// @param foreground a [TerminalColor]
/// @param background a [TerminalColor]
/// @param attributes bits: [#BOLD], [#FAINT], [#ITALIC], [#UNDERLINE], [#REVERSE], [#HIDDEN],
///   [#STRUCK]
public record CellStyle(int foreground, int background, int attributes) {
    public static final int BOLD = 1;
    public static final int FAINT = 2;
    public static final int ITALIC = 4;
    public static final int UNDERLINE = 8;
    public static final int REVERSE = 16;
    public static final int HIDDEN = 32;
    public static final int STRUCK = 64;

    public static final CellStyle PLAIN =
            new CellStyle(TerminalColor.DEFAULT, TerminalColor.DEFAULT, 0);

    public boolean has(int attribute) {
        return (attributes & attribute) != 0;
    }

    /// What erased cells look like: the background stays (xterm's "bce").
    CellStyle erased() {
        return background == TerminalColor.DEFAULT && attributes == 0
                ? PLAIN
                : new CellStyle(TerminalColor.DEFAULT, background, 0);
    }

    /// Select Graphic Rendition (ECMA-48, section 8.3.117; ITU-T T.416 for `38` and `48`).
    CellStyle render(ControlSequence sequence) {
        CellStyle style = this;
        List<int[]> parameters = sequence.parameters();
        if (parameters.isEmpty()) {
            return PLAIN;
        }
        for (int i = 0; i < parameters.size(); i++) {
            int[] parameter = parameters.get(i);
            int code = Math.max(0, parameter[0]);
            if (code == 38 || code == 48) {
                if (parameter.length > 1) {
                    style = style.colored(code == 38, withColons(parameter));
                } else {
                    int kind = sequence.get(i + 1, 0);
                    style = style.colored(code == 38, withSemicolons(sequence, i));
                    i += kind == 5 ? 2 : kind == 2 ? 4 : 0;
                }
            } else {
                style = style.rendered(code);
            }
        }
        return style;
    }

    /// `38:5:N`, `38:2:R:G:B`, `38:2:SPACE:R:G:B`.
    private static int withColons(int[] parts) {
        if (parts[1] == 5 && parts.length > 2) {
            return Math.clamp(parts[2], 0, 255);
        }
        int at = parts.length > 5 ? 3 : 2;
        return parts[1] == 2 && parts.length >= at + 3
                ? TerminalColor.rgb(parts[at], parts[at + 1], parts[at + 2])
                : TerminalColor.DEFAULT;
    }

    /// `38;5;N`, `38;2;R;G;B`.
    private static int withSemicolons(ControlSequence sequence, int at) {
        return switch (sequence.get(at + 1, 0)) {
            case 5 -> Math.clamp(sequence.get(at + 2, 0), 0, 255);
            case 2 ->
                    TerminalColor.rgb(
                            sequence.get(at + 2, 0),
                            sequence.get(at + 3, 0),
                            sequence.get(at + 4, 0));
            default -> TerminalColor.DEFAULT;
        };
    }

    private CellStyle colored(boolean text, int color) {
        return text
                ? new CellStyle(color, background, attributes)
                : new CellStyle(foreground, color, attributes);
    }

    private CellStyle with(int attribute) {
        return new CellStyle(foreground, background, attributes | attribute);
    }

    private CellStyle without(int attribute) {
        return new CellStyle(foreground, background, attributes & ~attribute);
    }

    private CellStyle rendered(int code) {
        if (code >= 30 && code <= 37) {
            return colored(true, code - 30);
        }
        if (code >= 40 && code <= 47) {
            return colored(false, code - 40);
        }
        if (code >= 90 && code <= 97) {
            return colored(true, code - 90 + 8);
        }
        if (code >= 100 && code <= 107) {
            return colored(false, code - 100 + 8);
        }
        return switch (code) {
            case 0 -> PLAIN;
            case 1 -> with(BOLD);
            case 2 -> with(FAINT);
            case 3 -> with(ITALIC);
            case 4, 21 -> with(UNDERLINE);
            case 7 -> with(REVERSE);
            case 8 -> with(HIDDEN);
            case 9 -> with(STRUCK);
            case 22 -> without(BOLD | FAINT);
            case 23 -> without(ITALIC);
            case 24 -> without(UNDERLINE);
            case 27 -> without(REVERSE);
            case 28 -> without(HIDDEN);
            case 29 -> without(STRUCK);
            case 39 -> colored(true, TerminalColor.DEFAULT);
            case 49 -> colored(false, TerminalColor.DEFAULT);
            default -> this; // blinking, fonts: not shown
        };
    }
}
