package io.jamey.logging;

import java.util.List;
import java.util.regex.Pattern;

/// Finds what is left of a secret.
final class Leaks {
    /// So many characters of a secret in a row are a leak; fewer may be chance.
    private static final int WINDOW = 8;

    private static final Pattern NOT_PLAIN = Pattern.compile("[^A-Za-z0-9]+");

    private Leaks() {}

    /// Whether a part of the secret stands in the text: looked for in stretches of letters and digits, which look the
    /// same however the text is escaped.
    static boolean in(String text, String secret) {
        return List.of(NOT_PLAIN.split(secret)).stream().anyMatch(stretch -> isIn(text, stretch));
    }

    private static boolean isIn(String text, String stretch) {
        if (stretch.length() < 4) {
            return false;
        }
        int window = Math.min(WINDOW, stretch.length());
        for (int at = 0; at + window <= stretch.length(); at++) {
            if (text.contains(stretch.substring(at, at + window))) {
                return true;
            }
        }
        return false;
    }
}
