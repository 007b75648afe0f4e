package io.jamey.logging;

import java.util.BitSet;
import java.util.List;
import java.util.Locale;

/// The value behind the name of a secret, and where it ends.
///
/// @param from where it begins
/// @param isLine whether the name stands first on its line: the value may then have blanks in it
record NamedValue(CharSequence text, int from, String name, boolean isLine) {
    private static final int NAME_MAX = 40;

    private static final int BLANKS_MAX = 4;

    /// Schemes whose credentials have quotes and blanks in them.
    private static final List<String> QUOTING = List.of("digest", "oauth", "aws4-hmac", "hawk", "signature");

    /// Schemes with one word of credentials.
    private static final List<String> SCHEMES =
            List.of("bearer", "basic", "negotiate", "token", "apikey", "dpop", "ntlm", "splunk", "sharedkey");

    /// Marks it, and returns its end.
    int mark(BitSet secret) {
        if (from >= text.length()) {
            return from;
        }
        int quote = quoteAt();
        int begin = quote < 0 ? from : quote + 1;
        int end = end(quote);
        if (begin < end && !saysNothing(text.subSequence(begin, end).toString())) {
            secret.set(begin, end);
        }
        return end;
    }

    private int end(int quote) {
        if (quote >= 0) {
            return closing(quote);
        }
        char first = text.charAt(from);
        if (first == '[' || first == '{') {
            return Math.max(closingBracket(), from + 1);
        }
        if (first == '|' || first == '>') {
            return blockEnd();
        }
        if (SecretNames.isAuthorization(name) && beginsWith(QUOTING) >= 0) {
            return lineEnd(from, false);
        }
        int scheme = beginsWith(SCHEMES);
        if (scheme >= 0) {
            return wordEnd(scheme);
        }
        int word = wordEnd(from);
        boolean goesOn = isLine || SecretNames.hasBlanks(name);
        return goesOn && !saysNothing(text.subSequence(from, word).toString()) ? lineEnd(from, true) : word;
    }

    /// Where the value goes on behind one of these words and blanks, or -1.
    private int beginsWith(List<String> words) {
        for (String word : words) {
            int end = from + word.length();
            if (Characters.startsWith(text, from, word) && end < text.length() && text.charAt(end) <= '-') {
                return Characters.skipBlanks(text, end, BLANKS_MAX);
            }
        }
        return -1;
    }

    /// The opening quote, behind the backslashes of a text in a text, or -1.
    private int quoteAt() {
        int at = from;
        while (at < text.length() && text.charAt(at) == '\\') {
            at++;
        }
        return at < text.length() && Characters.isQuote(text.charAt(at)) ? at : -1;
    }

    /// The first quote like the opening one with as many backslashes before it; quotes inside the value have more.
    private int closing(int quote) {
        int depth = quote - from;
        int slashes = 0;
        for (int at = quote + 1; at < text.length(); at++) {
            char c = text.charAt(at);
            boolean closes = depth == 0 ? slashes % 2 == 0 : slashes <= depth;
            if (c == text.charAt(quote) && closes) {
                return at - Math.min(slashes, depth);
            }
            slashes = c == '\\' ? slashes + 1 : 0;
        }
        return text.length();
    }

    /// Behind the bracket that closes the first one, and what is stuck to it.
    private int closingBracket() {
        int open = 0;
        for (int at = from; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '[' || c == '{') {
                open++;
            } else if (c == ']' || c == '}') {
                open--;
            }
            if (open == 0) {
                return wordEnd(at + 1);
            }
        }
        return text.length();
    }

    /// A block of YAML: the lines below that are indented.
    private int blockEnd() {
        int at = lineEnd(from, false);
        if (at - from > 2) { // one line, or lines as they are written in JSON
            return text.charAt(from + 1) == '\\' || text.charAt(from + 2) == '\\' ? lineEnd(from, true) : wordEnd(from);
        }
        while (at + 1 < text.length() && (text.charAt(at + 1) <= ' ')) {
            at = lineEnd(at + 1, false);
        }
        return at;
    }

    private int lineEnd(int begin, boolean stopsAtQuote) {
        int at = begin;
        while (at < text.length()
                && !Characters.isLineEnd(text.charAt(at))
                && !(stopsAtQuote && text.charAt(at) == '"' && endsAt(at))) {
            at++;
        }
        return at;
    }

    private int wordEnd(int begin) {
        int at = begin;
        while (at < text.length() && !endsAt(at)) {
            at++;
        }
        return at;
    }

    /// Whether a value without quotes ends before this character. Passwords may hold any: one that could end the value
    /// does so only if what follows looks like what is around values.
    private boolean endsAt(int at) {
        char c = text.charAt(at);
        if (c <= ' ') {
            return true;
        }
        if (c == '\\') {
            return at + 1 < text.length() && Characters.isQuote(text.charAt(at + 1));
        }
        if (c == '<') {
            return at + 1 < text.length() && (text.charAt(at + 1) == '/' || Characters.isLetter(text.charAt(at + 1)));
        }
        if ("\"'`,;&)}]>".indexOf(c) < 0) {
            return false;
        }
        if (at + 1 >= text.length()) {
            return true;
        }
        char next = text.charAt(at + 1);
        return next <= ' '
                || "\"'`,;:)}]>&\\".indexOf(next) >= 0
                || ((c == ',' || c == ';' || c == '&') && isName(at + 1));
    }

    /// Whether a name and a separator stand here.
    private boolean isName(int begin) {
        int at = begin;
        while (at < text.length()
                && at - begin < NAME_MAX
                && (Characters.isLetterOrDigit(text.charAt(at)) || "_-. ".indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
        return at > begin && at < text.length() && (text.charAt(at) == '=' || text.charAt(at) == ':');
    }

    /// Values that are worth knowing and no secrets.
    private static boolean saysNothing(String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "null", "none", "true", "false", "undefined", "absent", "present", Redactor.REDACTED, "********" ->
                true;
            default -> value.chars().noneMatch(Character::isLetterOrDigit);
        };
    }
}
