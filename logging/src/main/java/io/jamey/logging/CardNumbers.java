package io.jamey.logging;

import java.util.BitSet;

/// Numbers of payment cards: 15 or 16 digits of a known issuer whose check digit is right, alone or in groups.
final class CardNumbers implements SecretRule {
    private static final int AMEX = 15;
    private static final int OTHERS = 16;
    private static final int WRITTEN_MAX = OTHERS + 3;

    @Override
    public void mark(CharSequence text, BitSet secret) {
        int at = 0;
        while (at < text.length()) {
            if (!Characters.isDigit(text.charAt(at)) || !isApart(text, at - 1)) {
                at++;
                continue;
            }
            int end = at;
            var digits = new StringBuilder();
            while (end < text.length() && end - at < WRITTEN_MAX && goesOn(text, end)) {
                if (Characters.isDigit(text.charAt(end))) {
                    digits.append(text.charAt(end));
                }
                end++;
            }
            if (isApart(text, end) && isCard(digits.toString())) {
                secret.set(at, end);
            }
            at = end;
        }
    }

    private static boolean goesOn(CharSequence text, int at) {
        char c = text.charAt(at);
        boolean isGap = c == ' ' || c == '-';
        return Characters.isDigit(c)
                || (isGap
                        && Characters.isDigit(text.charAt(at - 1))
                        && at + 1 < text.length()
                        && Characters.isDigit(text.charAt(at + 1)));
    }

    /// Numbers that are part of a larger thing, such as a decimal or an id, are no cards.
    private static boolean isApart(CharSequence text, int at) {
        if (at < 0 || at >= text.length()) {
            return true;
        }
        char c = text.charAt(at);
        boolean point = (c == '.' || c == '-')
                && at + 1 < text.length()
                && at > 0
                && Characters.isLetterOrDigit(text.charAt(at + 1))
                && Characters.isLetterOrDigit(text.charAt(at - 1));
        return !Characters.isLetterOrDigit(c) && c != '_' && !point;
    }

    private static boolean isCard(String digits) {
        return switch (digits.length()) {
            case AMEX -> (digits.startsWith("34") || digits.startsWith("37")) && checks(digits);
            case OTHERS -> isIssued(digits) && checks(digits);
            default -> false;
        };
    }

    private static boolean isIssued(String digits) {
        int two = Integer.parseInt(digits.substring(0, 2));
        int four = Integer.parseInt(digits.substring(0, 4));
        return digits.charAt(0) == '4'
                || (two >= 51 && two <= 55)
                || two == 65
                || four == 6011
                || (four >= 2221 && four <= 2720);
    }

    /// Luhn's check (ISO/IEC 7812-1).
    private static boolean checks(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int doubled = i % 2 == 0 ? digit : 2 * digit;
            sum += doubled > 9 ? doubled - 9 : doubled;
        }
        return sum % 10 == 0;
    }
}
