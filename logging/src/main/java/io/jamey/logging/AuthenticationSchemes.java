package io.jamey.logging;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Base64;
import java.util.BitSet;
import java.util.List;

/// Credentials that stand behind the name of their scheme, as in `Bearer abc123`, without the name of a header before
/// it. Prose about bearers and basics is left alone.
final class AuthenticationSchemes implements SecretRule {
    private static final List<String> SCHEMES = List.of("bearer", "basic", "dpop", "negotiate", "apikey", "token");
    private static final int BLANKS_MAX = 4;
    private static final int TOKEN_MIN = 8;
    private static final int DELETE = 0x7F;

    /// So long a word is no word.
    private static final int PROSE_MAX = 24;

    @Override
    public void mark(CharSequence text, BitSet secret) {
        int at = 0;
        while (at < text.length()) {
            int from = Characters.isLetter(text.charAt(at)) && Characters.beginsWord(text, at) ? token(text, at) : -1;
            int end = from < 0 ? at : end(text, from);
            if (end > at && isCredential(text, at, from, end)) {
                secret.set(from, end);
                at = end;
            } else {
                at++;
            }
        }
    }

    /// Where the token begins behind a scheme that begins here, or -1.
    private static int token(CharSequence text, int at) {
        for (String scheme : SCHEMES) {
            if (Characters.startsWith(text, at, scheme)) {
                int after = at + scheme.length();
                int from = Characters.startsWith(text, after, "%20")
                        ? after + 3
                        : Characters.skipBlanks(text, after, BLANKS_MAX);
                return from > after ? from : -1;
            }
        }
        return -1;
    }

    private static int end(CharSequence text, int from) {
        int at = from;
        while (at < text.length()
                && (Characters.isLetterOrDigit(text.charAt(at)) || "-._~+/=".indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
        return at;
    }

    private static boolean isCredential(CharSequence text, int scheme, int from, int end) {
        if (Characters.startsWith(text, scheme, "basic")) {
            return isBasic(text.subSequence(from, end).toString());
        }
        int length = end - from;
        return length >= PROSE_MAX || (length >= TOKEN_MIN && hasDigit(text, from, end));
    }

    /// Whether it decodes to a name and a password (RFC 7617).
    private static boolean isBasic(String token) {
        try {
            String decoded = new String(Base64.getDecoder().decode(token), US_ASCII);
            return decoded.indexOf(':') >= 0 && decoded.chars().allMatch(c -> c >= ' ' && c < DELETE);
        } catch (IllegalArgumentException _) { // a word
            return false;
        }
    }

    private static boolean hasDigit(CharSequence text, int from, int end) {
        for (int at = from; at < end; at++) {
            if (Characters.isDigit(text.charAt(at))) {
                return true;
            }
        }
        return false;
    }
}
