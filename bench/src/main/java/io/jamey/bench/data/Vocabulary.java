package io.jamey.bench.data;

import java.util.List;
import java.util.SplittableRandom;

/// Words in the order of how often they are used: first those that hold English sentences together, then made-up
/// ones that can be pronounced.
final class Vocabulary {
    /// How many different words everybody uses.
    static final int COMMON = 20_000;

    private static final List<String> HOLDING = List.of(
            "the", "to", "of", "and", "a", "in", "that", "is", "was", "for", "it", "on", "with", "as", "she", "he",
            "be", "at", "by", "had", "not", "are", "but", "from", "or", "have", "they", "which", "one", "her", "were",
            "we", "their", "an", "there", "been", "if", "more", "when", "will", "would", "so", "my", "about");

    private static final String[] CONSONANTS = {
        "b", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "z", "br", "st", "tr"
    };
    private static final String[] VOWELS = {"a", "e", "i", "o", "u"};
    private static final int SYLLABLES = CONSONANTS.length * VOWELS.length;

    /// Has no factor in common with the number of words of three syllables, so that neighbours look different.
    private static final long SCATTER = 350_377;

    private Vocabulary() {}

    /// The word of a rank, from 0; different ranks below 700,000 have different words.
    static String word(long rank) {
        if (rank < HOLDING.size()) {
            return HOLDING.get((int) rank);
        }
        long three = (long) SYLLABLES * SYLLABLES * SYLLABLES;
        long rest = rank * SCATTER % three;
        var word = new StringBuilder();
        for (int i = 0; i < 3; i++) {
            int syllable = (int) (rest % SYLLABLES);
            word.append(CONSONANTS[syllable / VOWELS.length]).append(VOWELS[syllable % VOWELS.length]);
            rest /= SYLLABLES;
        }
        return word.toString();
    }

    /// A rank below `count`, the r-th with a probability that falls as 1 / r (Zipf's law).
    static int zipf(SplittableRandom random, int count) {
        return (int) Math.min(count - 1, Math.pow(count + 1.0, random.nextDouble()) - 1);
    }
}
