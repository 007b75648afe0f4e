package io.jamey.logging;

import java.util.BitSet;

/// Passwords in addresses: `scheme://user:password@host`, also with the user or the password alone, and Oracle's
/// `jdbc:oracle:thin:user/password@host`.
final class UrlPasswords implements SecretRule {
    private static final String ORACLE = "jdbc:oracle:";
    private static final int USER_INFO_MAX = 256;

    @Override
    public void mark(CharSequence text, BitSet secret) {
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == ':' && Characters.startsWith(text, at, "://") && at > 0) {
                markUserInfo(text, at + 3, ':', secret);
            } else if (c == 'j' && Characters.startsWith(text, at, ORACLE)) {
                int driver = at + ORACLE.length();
                while (driver < text.length() && Characters.isLetterOrDigit(text.charAt(driver))) {
                    driver++;
                }
                markUserInfo(text, driver + 1, '/', secret);
            }
        }
    }

    /// Marks what is before the last `@`: behind the separator, or all of it where there is none. A password may hold a
    /// slash, though it should not.
    private static void markUserInfo(CharSequence text, int from, char separator, BitSet secret) {
        int separated = -1;
        int end = -1;
        for (int at = from; at < text.length() && at - from < USER_INFO_MAX && !isOver(text, at); at++) {
            char c = text.charAt(at);
            if (c == separator && separated < 0) {
                separated = at;
            } else if (c == '@') {
                end = at;
            } else if ((c == '/' || c == '?' || c == '#') && (end >= 0 || isNumber(text, separated, at))) {
                break; // where a path begins
            }
        }
        if (end > from) {
            int begin = separated >= 0 && separated < end ? separated + 1 : from;
            secret.set(Math.min(begin, end), end);
        }
    }

    /// Whether there is nothing but a port between the separator and here, or no separator.
    private static boolean isNumber(CharSequence text, int separated, int end) {
        for (int at = separated + 1; separated >= 0 && at < end; at++) {
            if (!Characters.isDigit(text.charAt(at))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isOver(CharSequence text, int at) {
        char c = text.charAt(at);
        return c <= ' '
                || Characters.isQuote(c)
                || c == '<'
                || c == '>'
                || (c == ':' && Characters.startsWith(text, at, "://"));
    }
}
