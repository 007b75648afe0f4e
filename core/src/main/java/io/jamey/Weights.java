package io.jamey;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/// How much each [Signal] counts in a search.
///
/// Weights are relative to one standard deviation of relevance among the candidates; `io.jamey.ranking` has the
/// recipe.
///
/// @param values 0 to 1000 each; a signal that is not named does not count
public record Weights(Map<Signal, Double> values) {
    /// The default: relevance and structure, with guards for long texts. Recency and importance are off,
    /// because questions about the past suffer from them.
    public static final Weights GUARDED = none().with(Signal.WORDS, 1.0 / 3)
            .with(Signal.CLOSENESS, 2.0 / 3)
            .with(Signal.ANSWER, 0.5)
            .with(Signal.SESSION, 1.0)
            .with(Signal.DATE, 3.0)
            .with(Signal.LENGTH, 0.5)
            .with(Signal.ACTOR, 1.0);
    /// BM25 alone; the score is the BM25 value.
    public static final Weights WORDS_ONLY = none().with(Signal.WORDS, 1);
    /// Cosine alone; the score is the cosine.
    public static final Weights CLOSENESS_ONLY = none().with(Signal.CLOSENESS, 1);
    /// Words and closeness without structure.
    public static final Weights PLAIN_FUSION =
            none().with(Signal.WORDS, 1.0 / 3).with(Signal.CLOSENESS, 2.0 / 3);

    private static final double MAX = 1_000;

    public Weights {
        var copy = new EnumMap<Signal, Double>(Signal.class);
        copy.putAll(values);
        copy.forEach((signal, weight) -> {
            if (!(weight >= 0 && weight <= MAX)) {
                throw new IllegalArgumentException(
                        "weight of " + signal + " must be between 0 and 1000, not " + weight);
            }
        });
        values = Collections.unmodifiableMap(copy);
    }

    /// All weights zero: a start for one's own.
    public static Weights none() {
        return new Weights(Map.of());
    }

    public Weights with(Signal signal, double weight) {
        var copy = new EnumMap<Signal, Double>(Signal.class);
        copy.putAll(values);
        copy.put(signal, weight);
        return new Weights(copy);
    }

    public double of(Signal signal) {
        return values.getOrDefault(signal, 0.0);
    }
}
