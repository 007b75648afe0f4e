package io.jamey.logging;

import java.util.BitSet;

/// Values that are secret by their name, however the two are written: `password=x`, `"token": "x"`, the same escaped in
/// another text, `X-Api-Key: x`, `<secret>x</secret>`, `--password x`, `("token", "x")`, `name: TOKEN, value: x`.
final class NamedSecrets implements SecretRule {
    private static final int NAME_MAX = 64;
    private static final int NAME_WORDS_MAX = 3;
    private static final int BLANKS_MAX = 4;
    /// Text in JSON in JSON has many backslashes before its quotes.
    private static final int MARKS_MAX = 40;

    private static final String KEY_TYPE = "kty";

    @Override
    public void mark(CharSequence text, BitSet secret) {
        boolean hasWebKey = hasWebKey(text);
        int at = 0;
        while (at < text.length()) {
            int end = separatorEnd(text, at);
            if (end > at && isSecret(text, at, hasWebKey)) {
                int from = Characters.skipBlanks(text, end, BLANKS_MAX);
                at = Math.max(end, new NamedValue(text, from, name(text, at), isFirstOnLine(text, at)).mark(secret));
            } else {
                at = Math.max(at + 1, end);
            }
        }
    }

    /// Whether there is a JSON web key (RFC 7517), whose parts have short names.
    private static boolean hasWebKey(CharSequence text) {
        for (int at = 1; at < text.length(); at++) {
            if (text.charAt(at) == 'k'
                    && Characters.startsWith(text, at, KEY_TYPE)
                    && Characters.isQuote(text.charAt(at - 1))) {
                return true;
            }
        }
        return false;
    }

    /// The end of a separator between name and value that begins here, or `at`.
    private static int separatorEnd(CharSequence text, int at) {
        return switch (text.charAt(at)) {
            case ':', '=', '-' -> signEnd(text, at);
            case '>', '(', ',' -> isMarkup(text, at) ? at + 1 : at;
            case ' ' -> isFlag(text, at) ? at + 1 : at;
            case '%' -> Characters.startsWith(text, at, "%3d") || Characters.startsWith(text, at, "%3a") ? at + 3 : at;
            case '\\' ->
                Characters.startsWith(text, at, "\\u003d") || Characters.startsWith(text, at, "\\u003a") ? at + 6 : at;
            default -> at;
        };
    }

    /// `:` `=` `==` `:=` `=>` `->`
    private static int signEnd(CharSequence text, int at) {
        int end = at;
        while (end < text.length() && end - at < BLANKS_MAX && ":=->".indexOf(text.charAt(end)) >= 0) {
            end++;
        }
        if (text.charAt(at) == '-') {
            return end == at + 2 && text.charAt(at + 1) == '>' ? end : at;
        }
        while (end > at + 1 && text.charAt(end - 1) == '-') {
            end--; // the value may begin with a dash
        }
        return end;
    }

    /// An element's end, an argument, the second of a pair.
    private static boolean isMarkup(CharSequence text, int at) {
        if (text.charAt(at) == '>') {
            return at > 0 && Characters.isLetterOrDigit(text.charAt(at - 1));
        }
        boolean opens = text.charAt(at) == '(';
        int from = Characters.skipBlanks(text, at + 1, BLANKS_MAX);
        return from < text.length()
                && (Characters.isQuote(text.charAt(from)) || text.charAt(from) == '\\')
                && at > 0
                && (opens || Characters.isQuote(text.charAt(at - 1)));
    }

    private static boolean isFlag(CharSequence text, int at) {
        int begin = wordBegin(text, at);
        return begin < at && text.charAt(begin) == '-';
    }

    private static boolean isSecret(CharSequence text, int separator, boolean hasWebKey) {
        String name = name(text, separator);
        if (SecretNames.isSecret(name)) {
            return true;
        }
        if (hasWebKey && isPrivatePart(name)) {
            return true;
        }
        if (!Characters.startsWith(name, Math.max(0, name.length() - 5), "value")) {
            return false;
        }
        int end = nameEnd(text, separator) - 5;
        while (end > 0 && separator - end < NAME_MAX && " \"'\\,;{[<".indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        return SecretNames.isSecret(text.subSequence(wordBegin(text, end), end));
    }

    /// Of a JSON web key (RFC 7518).
    private static boolean isPrivatePart(String name) {
        return switch (name) {
            case "d", "p", "q", "dp", "dq", "qi", "k" -> true;
            default -> false;
        };
    }

    /// The name before a separator: one word, or up to three with a blank between them where there are no quotes.
    private static String name(CharSequence text, int separator) {
        int end = nameEnd(text, separator);
        int begin = wordBegin(text, end);
        boolean isQuoted = begin > 0 && Characters.isQuote(text.charAt(begin - 1));
        for (int words = 1;
                words < NAME_WORDS_MAX && !isQuoted && begin > 1 && text.charAt(begin - 1) == ' ';
                words++) {
            int before = wordBegin(text, begin - 1);
            if (before == begin - 1) {
                break;
            }
            begin = before;
        }
        return text.subSequence(begin, end).toString();
    }

    private static int nameEnd(CharSequence text, int separator) {
        int end = separator;
        while (end > 0 && separator - end < 2 * BLANKS_MAX && isBlankBefore(text, end)) {
            end -= text.charAt(end - 1) == 't' ? 2 : 1;
        }
        int marks = end;
        while (end > 0 && marks - end < MARKS_MAX && "\"'`\\]".indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        return end;
    }

    /// A blank, or a tab as it is written in JSON.
    private static boolean isBlankBefore(CharSequence text, int end) {
        char c = text.charAt(end - 1);
        return c == ' ' || c == '\t' || (c == 't' && end > 1 && text.charAt(end - 2) == '\\');
    }

    private static int wordBegin(CharSequence text, int end) {
        int begin = end;
        while (begin > 0 && end - begin < NAME_MAX && isNamePart(text.charAt(begin - 1))) {
            begin--;
        }
        return begin;
    }

    private static boolean isNamePart(char c) {
        return Characters.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.';
    }

    private static boolean isFirstOnLine(CharSequence text, int separator) {
        if (text.charAt(separator) != ':' || separator + 1 >= text.length() || text.charAt(separator + 1) != ' ') {
            return false;
        }
        int at = wordBegin(text, nameEnd(text, separator));
        int blanks = at;
        while (at > 0 && blanks - at < NAME_MAX && text.charAt(at - 1) == ' ') {
            at--;
        }
        return at == 0 || Characters.isLineEnd(text.charAt(at - 1));
    }
}
