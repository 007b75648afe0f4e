package io.jamey.json;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/// What the writer of an unknown name may have meant.
public final class Suggestion {
    /// A longer word is nobody's mistyped name, and comparing it would cost as much as it is long.
    private static final int LENGTH_MAX = 128;

    private Suggestion() {}

    /// The end of an error message about `word`: the known name that is most like it, or all known names.
    public static String instead(String word, Collection<String> known) {
        return closest(word, known)
                .map(name -> ": did you mean '" + name + "'?")
                .orElseGet(() -> ": use " + String.join(", ", known));
    }

    private static Optional<String> closest(String word, Collection<String> known) {
        if (word.length() > LENGTH_MAX) {
            return Optional.empty();
        }
        String wanted = word.toLowerCase(Locale.ROOT);
        return known.stream()
                .filter(name -> isAlike(wanted, name.toLowerCase(Locale.ROOT)))
                .min(Comparator.comparingInt(name -> edits(wanted, name.toLowerCase(Locale.ROOT))));
    }

    private static boolean isAlike(String a, String b) {
        boolean isPart = Math.min(a.length(), b.length()) >= 3 && (a.contains(b) || b.contains(a));
        return isPart || edits(a, b) <= Math.max(1, Math.min(a.length(), b.length()) / 3);
    }

    /// The Levenshtein distance, with a transposition as one edit (optimal string alignment).
    private static int edits(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                int replaced = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                cost[i][j] = Math.min(replaced, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) {
                    cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
                }
            }
        }
        return cost[a.length()][b.length()];
    }
}
