package io.jamey.logging;

/// Questions about characters of a text that several rules ask.
final class Characters {
    private static final int UNICODE_ESCAPE = 6;

    private Characters() {}

    static boolean isLetterOrDigit(char c) {
        return isLetter(c) || isDigit(c);
    }

    static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean isQuote(char c) {
        return c == '"' || c == '\'' || c == '`';
    }

    static boolean isLineEnd(char c) {
        return c == '\n' || c == '\r';
    }

    /// Whether a word may begin here: behind something else than a letter or digit, or behind an escape that ends in
    /// one, of a line end, of a character by its number, or of a URL (`%3D`).
    static boolean beginsWord(CharSequence text, int at) {
        if (at == 0 || !isLetterOrDigit(text.charAt(at - 1))) {
            return true;
        }
        if (at >= 2 && text.charAt(at - 2) == '\\') {
            return "nrtbf".indexOf(text.charAt(at - 1)) >= 0;
        }
        return (at >= 3 && text.charAt(at - 3) == '%') || isUnicodeEscape(text, at - UNICODE_ESCAPE);
    }

    private static boolean isUnicodeEscape(CharSequence text, int at) {
        return at >= 0 && text.charAt(at) == '\\' && text.charAt(at + 1) == 'u';
    }

    /// Whether the text goes on with this, whatever the case of its letters.
    static boolean startsWith(CharSequence text, int at, String lowerCase) {
        if (at + lowerCase.length() > text.length()) {
            return false;
        }
        for (int i = 0; i < lowerCase.length(); i++) {
            if (Character.toLowerCase(text.charAt(at + i)) != lowerCase.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /// The end of a stretch of at most `max` blanks.
    static int skipBlanks(CharSequence text, int from, int max) {
        int at = from;
        while (at < text.length() && at - from < max && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
        return at;
    }
}
