package io.jamey.ranking;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// A word of a question or of a name, as people compare them: composed, in lower case, without a possessive "'s".
///
/// @param capital whether it was written with a capital that does not just begin a sentence
/// @param before the character before it, or a space
/// @param after the character after it, possessive included, or a space
record Token(String word, boolean capital, char before, char after) {
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}\\p{M}]*");
    private static final String SENTENCE_ENDS = ".!?:;";

    static List<Token> of(String raw) {
        String text = Normalizer.normalize(raw, Normalizer.Form.NFKC);
        var tokens = new ArrayList<Token>();
        var words = WORD.matcher(text);
        boolean begins = true;
        int from = 0;
        while (words.find()) {
            begins |= endsSentence(text, from, words.start());
            String word = words.group();
            if (!isPossessive(text, words.start(), word)) {
                boolean capital = !begins && Character.isUpperCase(word.codePointAt(0));
                char before = words.start() == 0 ? ' ' : text.charAt(words.start() - 1);
                char after = words.end() == text.length() ? ' ' : text.charAt(words.end());
                tokens.add(new Token(word.toLowerCase(Locale.ROOT), capital, before, after));
            }
            begins = false;
            from = words.end();
        }
        return tokens;
    }

    /// The word as a number of at most four digits, or -1.
    int number() {
        if (word.length() > 4) {
            return -1;
        }
        int number = 0;
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            number = 10 * number + (c - '0');
        }
        return number;
    }

    private static boolean endsSentence(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (SENTENCE_ENDS.indexOf(text.charAt(i)) >= 0) {
                return true;
            }
        }
        return false;
    }

    private static boolean isPossessive(String text, int start, String word) {
        return word.equalsIgnoreCase("s")
                && start > 0
                && (text.charAt(start - 1) == '\'' || text.charAt(start - 1) == '\u2019');
    }
}
