package io.milliwatt.presentation.terminal;

/// Takes the bytes of a terminal apart: text in UTF-8, control characters, escape and control
/// sequences. After the state machine of ECMA-48 and the VT500 parser. Nothing that comes in makes
/// it fail, and it keeps at most [#MOST_TEXT] characters.
final class EscapeParser {
    /// What came in.
    interface Actions {
        /// A character to show.
        void print(int codePoint);

        /// A control character, 0..31.
        void control(int code);

        /// `ESC ( 0`: intermediates `(`, command `0`.
        void escape(String intermediates, char command);

        void sequence(ControlSequence sequence);

        /// An operating system command: `0;title`.
        void command(String text);
    }

    private enum State {
        GROUND,
        ESCAPE,
        SEQUENCE,
        /// An operating system command.
        COMMAND,
        /// A device control, privacy or application string: skipped.
        SKIPPED_STRING
    }

    private static final int MOST_TEXT = 512;
    private static final int ESC = 0x1B;
    private static final int BELL = 7;
    private static final int CANCEL = 0x18;
    private static final int SUBSTITUTE = 0x1A;
    private static final int DELETE = 0x7F;
    private static final int REPLACEMENT = 0xFFFD;

    private final Actions actions;
    private final StringBuilder text = new StringBuilder();
    private State state = State.GROUND;
    private boolean escapeInString;
    private int codePoint;
    private int missing;
    private int least;

    EscapeParser(Actions actions) {
        this.actions = actions;
    }

    void write(byte[] bytes, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            octet(bytes[i] & 0xFF);
        }
    }

    /// RFC 3629; what is no UTF-8 becomes U+FFFD.
    private void octet(int octet) {
        if (missing > 0) {
            if ((octet & 0xC0) == 0x80) {
                codePoint = codePoint << 6 | (octet & 0x3F);
                missing--;
                if (missing == 0) {
                    boolean right =
                            codePoint >= least
                                    && codePoint <= Character.MAX_CODE_POINT
                                    && (codePoint < 0xD800 || codePoint > 0xDFFF);
                    character(right ? codePoint : REPLACEMENT);
                }
                return;
            }
            missing = 0;
            character(REPLACEMENT);
        }
        if (octet < 0x80) {
            character(octet);
        } else if ((octet & 0xE0) == 0xC0) {
            begin(octet & 0x1F, 1, 0x80);
        } else if ((octet & 0xF0) == 0xE0) {
            begin(octet & 0x0F, 2, 0x800);
        } else if ((octet & 0xF8) == 0xF0) {
            begin(octet & 0x07, 3, 0x1_0000);
        } else {
            character(REPLACEMENT);
        }
    }

    private void begin(int bits, int more, int smallest) {
        codePoint = bits;
        missing = more;
        least = smallest;
    }

    private void character(int c) {
        switch (state) {
            case GROUND -> ground(c);
            case ESCAPE -> escape(c);
            case SEQUENCE -> sequence(c);
            case COMMAND, SKIPPED_STRING -> string(c);
        }
    }

    private void ground(int c) {
        if (c == ESC) {
            enter(State.ESCAPE);
        } else if (c < 0x20) {
            actions.control(c);
        } else if (c != DELETE && (c < 0x80 || c > 0x9F)) {
            actions.print(c);
        }
    }

    private void enter(State next) {
        state = next;
        text.setLength(0);
        escapeInString = false;
    }

    /// Whether a control character inside a sequence was taken care of.
    private boolean controlled(int c) {
        if (c == ESC) {
            enter(State.ESCAPE);
        } else if (c == CANCEL || c == SUBSTITUTE) {
            enter(State.GROUND);
        } else if (c < 0x20) {
            actions.control(c);
        } else {
            return false;
        }
        return true;
    }

    private void escape(int c) {
        if (controlled(c)) {
            return;
        }
        if (text.isEmpty()) {
            switch (c) {
                case '[' -> {
                    enter(State.SEQUENCE);
                    return;
                }
                case ']' -> {
                    enter(State.COMMAND);
                    return;
                }
                case 'P', 'X', '^', '_' -> {
                    enter(State.SKIPPED_STRING);
                    return;
                }
                default -> {
                    // one of the escape sequences below
                }
            }
        }
        if (c < 0x30) {
            keep(c);
        } else {
            String intermediates = text.toString();
            enter(State.GROUND);
            if (c < DELETE) {
                actions.escape(intermediates, (char) c);
            }
        }
    }

    private void sequence(int c) {
        if (controlled(c)) {
            return;
        }
        if (c < 0x40) {
            keep(c);
        } else {
            String parameters = text.toString();
            boolean whole = parameters.length() < MOST_TEXT;
            enter(State.GROUND);
            if (whole && c < DELETE) {
                actions.sequence(ControlSequence.of(parameters, (char) c));
            }
        }
    }

    /// Ends with BEL or `ESC \`.
    private void string(int c) {
        boolean ends = c == BELL || (escapeInString && c == '\\');
        if (ends || c == CANCEL || c == SUBSTITUTE) {
            String whole = text.toString();
            boolean command = state == State.COMMAND && ends;
            enter(State.GROUND);
            if (command) {
                actions.command(whole);
            }
        } else if (escapeInString) {
            enter(State.ESCAPE);
            character(c);
        } else if (c == ESC) {
            escapeInString = true;
        } else {
            keep(c);
        }
    }

    private void keep(int c) {
        if (text.length() < MOST_TEXT) {
            text.appendCodePoint(c);
        }
    }
}
