package io.jamey.ranking;

import io.jamey.SearchRequest;
import io.jamey.Signal;
import io.jamey.Weights;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/// What one search asks of ranking: the signals that take part, each with its weight, and what they read.
///
/// A signal takes part if it has a weight and the request has what it reads. Without text there is no question,
/// only a likeness to look for: structure, which is about questions, takes no part then.
final class Recipe {
    private final Map<Signal, Double> weights;
    private final Question question;
    private final Instant now;
    private final boolean hasText;
    private final boolean hasEmbedding;

    private Recipe(SearchRequest request, Instant now) {
        String text = request.text().orElse("");
        this.hasText = !text.isBlank();
        this.hasEmbedding = request.embedding().isPresent();
        this.weights = takingPart(request.weights());
        this.question = Question.of(text);
        this.now = now;
    }

    static Recipe of(SearchRequest request, Instant now) {
        return new Recipe(request, now);
    }

    private Map<Signal, Double> takingPart(Weights asked) {
        boolean relevance = (hasText && asked.of(Signal.WORDS) > 0) || (hasEmbedding && asked.of(Signal.CLOSENESS) > 0);
        var weights = new EnumMap<Signal, Double>(Signal.class);
        for (Signal signal : Signal.values()) {
            boolean known = switch (signal) {
                case WORDS -> hasText;
                case CLOSENESS -> hasEmbedding;
                case ANSWER, SESSION -> hasText && relevance;
                case DATE, LENGTH, ACTOR -> hasText;
                case RECENCY, IMPORTANCE -> true;
            };
            if (known && asked.of(signal) > 0) {
                weights.put(signal, asked.of(signal));
            }
        }
        if (!(hasText && hasEmbedding)) {
            // The only relevance that can be known stands for both, to keep its weight beside the rest.
            double both = asked.of(Signal.WORDS) + asked.of(Signal.CLOSENESS);
            weights.replace(Signal.WORDS, both);
            weights.replace(Signal.CLOSENESS, both);
        }
        return Collections.unmodifiableMap(weights);
    }

    /// The signals that take part, in their order, with their weights, all above 0.
    Map<Signal, Double> weights() {
        return weights;
    }

    boolean takes(Signal signal) {
        return weights.containsKey(signal);
    }

    double weight(Signal signal) {
        return weights.getOrDefault(signal, 0.0);
    }

    /// One relevance and nothing else: its value needs no comparison with other signals and is the score.
    boolean isRaw() {
        return weights.size() == 1 && (takes(Signal.WORDS) || takes(Signal.CLOSENESS));
    }

    /// Where no relevance has a weight, what the request has finds the candidates all the same.
    boolean findsByWords() {
        return takes(Signal.WORDS) || (hasText && !takes(Signal.CLOSENESS));
    }

    boolean findsByCloseness() {
        return takes(Signal.CLOSENESS) || (hasEmbedding && !takes(Signal.WORDS));
    }

    Question question() {
        return question;
    }

    Instant now() {
        return now;
    }
}
