package io.jamey.logging;

import java.util.BitSet;

/// Private keys as PEM blocks, also on one line with escaped line ends, and also when their end is cut off.
final class PrivateKeys implements SecretRule {
    private static final String BEGIN = "-----begin ";
    private static final String END = "-----end ";
    private static final String DASHES = "-----";
    private static final int LABEL_MAX = 48;

    @Override
    public void mark(CharSequence text, BitSet secret) {
        int at = 0;
        while (at < text.length()) {
            if (text.charAt(at) == '-' && Characters.startsWith(text, at, BEGIN) && isPrivate(text, at)) {
                int end = end(text, at + BEGIN.length());
                secret.set(at, end);
                at = end;
            } else {
                at++;
            }
        }
    }

    private static boolean isPrivate(CharSequence text, int at) {
        int from = at + BEGIN.length();
        String label = text.subSequence(from, Math.min(text.length(), from + LABEL_MAX))
                .toString();
        int end = label.indexOf(DASHES);
        return (end < 0 ? label : label.substring(0, end)).contains("PRIVATE KEY");
    }

    private static int end(CharSequence text, int from) {
        for (int at = from; at < text.length(); at++) {
            if (text.charAt(at) == '-' && Characters.startsWith(text, at, END)) {
                int dashes = at + END.length();
                while (dashes < text.length() && text.charAt(dashes) != '-') {
                    dashes++;
                }
                return Math.min(text.length(), dashes + DASHES.length());
            }
        }
        return text.length();
    }
}
