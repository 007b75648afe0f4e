package io.jamey.cli.eval;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.ToDoubleFunction;

/// The tally of one way to search over many questions. One thread.
///
/// Recall at k is the part of a question's evidence among the first k found, averaged over questions; MRR the
/// average of 1 / (place of the first evidence found), 0 when none was.
public final class Recall {
    /// How far down the result evidence is looked for.
    public static final int DEPTH = 20;

    private final List<Answer> answers = new ArrayList<>();

    private record Answer(int category, List<Integer> places, int evidence, long nanos) {
        double recall(int k) {
            return (double) places.stream().filter(place -> place <= k).count() / evidence;
        }

        double reciprocalRank() {
            return places.isEmpty() ? 0 : 1.0 / places.getFirst();
        }
    }

    /// Counts one question's result.
    ///
    /// @param found ids, best first
    /// @param evidence not empty
    public void add(int category, List<UUID> found, Set<UUID> evidence, long nanos) {
        var places = new ArrayList<Integer>();
        for (int i = 0; i < Math.min(found.size(), DEPTH); i++) {
            if (evidence.contains(found.get(i))) {
                places.add(i + 1);
            }
        }
        answers.add(new Answer(category, places, evidence.size(), nanos));
    }

    public int questions() {
        return answers.size();
    }

    /// Recall at k, over all questions.
    ///
    /// @param k at most [#DEPTH]
    public double at(int k) {
        return mean(answers, answer -> answer.recall(k));
    }

    public double meanReciprocalRank() {
        return mean(answers, Answer::reciprocalRank);
    }

    /// Recall at k for each category of question.
    public SortedMap<Integer, Double> byCategory(int k) {
        var categories = new TreeMap<Integer, Double>();
        answers.stream().map(Answer::category).distinct().forEach(category -> {
            var own = answers.stream()
                    .filter(answer -> answer.category() == category)
                    .toList();
            categories.put(category, mean(own, answer -> answer.recall(k)));
        });
        return categories;
    }

    /// The time in milliseconds that this part of the searches stayed within (nearest rank).
    ///
    /// @param quantile in (0, 1]
    public double millis(double quantile) {
        if (answers.isEmpty()) {
            return 0;
        }
        long[] nanos = answers.stream().mapToLong(Answer::nanos).toArray();
        Arrays.sort(nanos);
        return nanos[Math.max(0, (int) Math.ceil(quantile * nanos.length) - 1)] / 1e6;
    }

    private static double mean(List<Answer> of, ToDoubleFunction<Answer> value) {
        return of.stream().mapToDouble(value).average().orElse(0);
    }
}
