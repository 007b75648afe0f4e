package io.jamey.cli;

import java.util.ArrayList;
import java.util.List;

/// Text as it takes room on a terminal: columns, not characters.
///
/// What memories say comes from anywhere; [#clean] sees to it that it cannot steer the terminal.
final class DisplayText {
    /// First and last code points of what takes two columns.
    private static final int[] WIDE = {
        0x1100, 0x115F, 0x2E80, 0x303E, 0x3041, 0xA4CF, 0xAC00, 0xD7A3, 0xF900, 0xFAFF, 0xFE30, 0xFE6F, 0xFF00, 0xFF60,
        0xFFE0, 0xFFE6, 0x1F300, 0x1F64F, 0x1F680, 0x1F6FF, 0x1F900, 0x1F9FF, 0x1FA70, 0x1FAFF, 0x20000, 0x3FFFD
    };

    private final boolean unicode;

    DisplayText(Terminal terminal) {
        unicode = terminal.unicode();
    }

    /// One line without control characters, which could move the cursor or change colours, and without marks
    /// that reverse the direction of what follows.
    static String clean(String text) {
        var clean = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (Character.isISOControl(c) || c == 0x2028 || c == 0x2029 || Character.isWhitespace(c)) {
                if (!clean.isEmpty() && clean.charAt(clean.length() - 1) != ' ') {
                    clean.append(' ');
                }
            } else if (!isDirection(c)) {
                clean.appendCodePoint(c);
            }
        });
        return clean.toString().strip();
    }

    static int width(String text) {
        return text.codePoints().map(DisplayText::width).sum();
    }

    /// The text in at most so many columns, with a sign that says so when something was cut off.
    String fit(String text, int columns) {
        if (width(text) <= columns) {
            return text;
        }
        String cut = unicode ? "…" : "...";
        int room = columns - cut.length();
        var kept = new StringBuilder();
        int used = 0;
        for (int c : text.codePoints().toArray()) {
            used += width(c);
            if (used > room) {
                break;
            }
            kept.appendCodePoint(c);
        }
        return kept.toString().stripTrailing() + cut;
    }

    /// The text in lines of at most so many columns, broken between words; what does not fit the last line is
    /// cut off.
    List<String> wrap(String text, int columns, int linesMax) {
        var lines = new ArrayList<String>();
        String rest = text;
        while (lines.size() < linesMax - 1 && width(rest) > columns) {
            int end = lineEnd(rest, columns);
            lines.add(rest.substring(0, end).stripTrailing());
            rest = rest.substring(end).stripLeading();
        }
        lines.add(fit(rest, columns));
        return lines;
    }

    static String padded(String text, int columns, boolean right) {
        String space = " ".repeat(Math.max(0, columns - width(text)));
        return right ? space + text : text + space;
    }

    private static int lineEnd(String text, int columns) {
        int used = 0;
        int lastSpace = -1;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            used += width(c);
            if (c == ' ') {
                lastSpace = i;
            }
            if (used > columns) {
                return lastSpace > 0 ? lastSpace : Math.max(i, Character.charCount(c));
            }
            i += Character.charCount(c);
        }
        return text.length();
    }

    private static int width(int c) {
        int type = Character.getType(c);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        for (int i = 0; i < WIDE.length; i += 2) {
            if (c >= WIDE[i] && c <= WIDE[i + 1]) {
                return 2;
            }
        }
        return 1;
    }

    private static boolean isDirection(int c) {
        return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    }
}
