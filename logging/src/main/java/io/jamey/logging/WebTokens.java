package io.jamey.logging;

import java.util.BitSet;

/// JSON web tokens, signed, encrypted or neither: parts of base64url with dots between them, of which the first is
/// an object.
final class WebTokens implements SecretRule {
    private static final String OBJECT = "eyJ";

    @Override
    public void mark(CharSequence text, BitSet secret) {
        int at = 0;
        while (at < text.length()) {
            if (!isPart(text.charAt(at))) {
                at++;
                continue;
            }
            int end = partEnd(text, at);
            int begin = objectIn(text, at, end);
            if (begin >= 0 && hasPart(text, end)) {
                while (end < text.length() && text.charAt(end) == '.') {
                    end = partEnd(text, end + 1);
                }
                secret.set(begin, end);
            }
            at = end;
        }
    }

    private static int objectIn(CharSequence text, int from, int end) {
        for (int at = from; at < end - OBJECT.length(); at++) {
            if (text.charAt(at) == 'e'
                    && text.charAt(at + 1) == 'y'
                    && text.charAt(at + 2) == 'J'
                    && Characters.beginsWord(text, at)) {
                return at;
            }
        }
        return -1;
    }

    /// Whether another part follows; the second of five may be empty.
    private static boolean hasPart(CharSequence text, int dot) {
        int part = dot + 1 < text.length() && text.charAt(dot + 1) == '.' ? dot + 2 : dot + 1;
        return part < text.length() && text.charAt(dot) == '.' && isPart(text.charAt(part));
    }

    private static int partEnd(CharSequence text, int from) {
        int at = from;
        while (at < text.length() && isPart(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isPart(char c) {
        return Characters.isLetterOrDigit(c) || c == '-' || c == '_';
    }
}
