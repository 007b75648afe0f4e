package io.jamey.ranking;

import io.jamey.Signal;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The signals of one pool, each brought to a share of the score.
///
/// Relevance, the shares of words and closeness together, comes first: the shares of session and answer are made
/// of it. Nothing depends on the order of the candidates.
final class Fusion {
    /// A memory without an embedding is taken to be about half as close as its words are telling: the two go
    /// together, but loosely. Taking it for average, or for far away, finds less.
    private static final double CLOSENESS_BY_WORDS = 0.5;

    private static final double FARTHEST = -1;
    /// The logarithms of the lengths that count.
    private static final double[] LOG_WORDS = new double[TextTraits.SHORT_WORDS + 1];

    static {
        for (int words = 1; words < LOG_WORDS.length; words++) {
            LOG_WORDS[words] = StrictMath.log(words);
        }
    }

    private final Candidate[] candidates;
    private final Recipe recipe;
    private final List<Part> parts;
    private final double wordsWeight;
    private final double closenessWeight;
    /// For each candidate its BM25 value.
    private final double[] bm25;
    /// For each candidate its cosine, or NaN.
    private final double[] cosine;
    private final Spread words;
    private final Spread closeness;
    private final Spread length;
    /// For each candidate that of its session.
    private final SessionRelevance[] sessions;
    /// The spellings of the one actor that the question names, or none.
    private final Set<String> namedActor;

    Fusion(Candidate[] candidates, Recipe recipe) {
        this.candidates = candidates;
        this.recipe = recipe;
        this.parts = recipe.weights().entrySet().stream()
                .map(part -> new Part(part.getKey(), part.getValue()))
                .toList();
        this.wordsWeight = recipe.weight(Signal.WORDS);
        this.closenessWeight = recipe.weight(Signal.CLOSENESS);
        this.bm25 = new double[candidates.length];
        this.cosine = new double[candidates.length];
        var lengths = new double[candidates.length];
        for (int i = 0; i < candidates.length; i++) {
            Relevance relevance = candidates[i].relevance();
            bm25[i] = relevance.words();
            cosine[i] = relevance.closeness().orElse(Double.NaN);
            lengths[i] = relevance.text().isShort() ? LOG_WORDS[relevance.text().words()] : Double.NaN;
        }
        this.words = recipe.isRaw() ? Spread.AS_IS : Spread.of(bm25);
        this.closeness = recipe.isRaw() ? Spread.AS_IS : Spread.of(cosine);
        this.length = Spread.of(lengths);
        this.sessions = recipe.takes(Signal.SESSION) ? sessions() : new SessionRelevance[0];
        this.namedActor = recipe.takes(Signal.ACTOR) ? namedActor() : Set.of();
    }

    double score(int i) {
        double score = 0;
        for (Part part : parts) {
            score += share(part.signal, part.weight, i);
        }
        return score;
    }

    Map<Signal, Double> shares(int i) {
        var shares = new EnumMap<Signal, Double>(Signal.class);
        for (Part part : parts) {
            shares.put(part.signal, share(part.signal, part.weight, i));
        }
        return Collections.unmodifiableMap(shares);
    }

    private double share(Signal signal, double weight, int i) {
        Candidate candidate = candidates[i];
        return switch (signal) {
            case WORDS -> words(bm25[i], cosine[i]);
            case CLOSENESS -> closeness(cosine[i]);
            case ANSWER -> weight * question(candidate);
            case SESSION -> weight * sessions[i].mean();
            case DATE -> recipe.question().names(candidate.createdAt()) ? weight : 0;
            case LENGTH -> weight * length(candidate.relevance().text());
            case ACTOR ->
                !namedActor.isEmpty() && namedActor.contains(candidate.actor().orElse("")) ? weight : 0;
            case RECENCY -> weight * recency(candidate);
            case IMPORTANCE -> weight * candidate.importance();
        };
    }

    private double relevance(double bm25, double cosine) {
        return words(bm25, cosine) + closeness(cosine);
    }

    private double words(double bm25, double cosine) {
        double inferred = Double.isNaN(cosine) ? CLOSENESS_BY_WORDS * closenessWeight : 0;
        return wordsWeight == 0 ? 0 : (wordsWeight + inferred) * words.z(bm25);
    }

    private double closeness(double cosine) {
        boolean known = !Double.isNaN(cosine);
        if (closenessWeight == 0 || (!known && wordsWeight > 0)) {
            return 0;
        }
        return closenessWeight * closeness.z(known ? cosine : FARTHEST);
    }

    /// The relevance of the question that this candidate answers.
    private double question(Candidate candidate) {
        if (candidate.previous().isEmpty()) {
            return 0;
        }
        Relevance previous = candidate.previous().get();
        boolean answers = previous.text().asks() && candidate.relevance().text().isShortAfter(previous.text());
        return answers ? relevance(previous.words(), previous.closeness().orElse(Double.NaN)) : 0;
    }

    private double length(TextTraits text) {
        return text.isShort() ? length.z(LOG_WORDS[text.words()]) : 0;
    }

    private double recency(Candidate candidate) {
        Instant created = candidate.createdAt();
        Instant accessed = candidate.lastAccessed();
        Instant used = accessed.isAfter(created) ? accessed : created;
        double age = Math.max(0, recipe.now().toEpochMilli() - used.toEpochMilli());
        return Math.pow(0.5, age / Ranking.RECENCY_HALF_LIFE.toMillis());
    }

    private SessionRelevance[] sessions() {
        var byName = new HashMap<String, SessionRelevance>();
        var sessions = new SessionRelevance[candidates.length];
        for (int i = 0; i < candidates.length; i++) {
            var session = candidates[i].session();
            sessions[i] = session.isPresent()
                    ? byName.computeIfAbsent(session.get(), name -> new SessionRelevance())
                    : SessionRelevance.NONE;
            if (session.isPresent()) {
                sessions[i].add(relevance(bm25[i], cosine[i]));
            }
        }
        return sessions;
    }

    /// Known are the actors of the pool: one who said nothing that could be found cannot be asked for.
    private Set<String> namedActor() {
        var actors = new HashSet<String>();
        for (Candidate candidate : candidates) {
            candidate.actor().ifPresent(actors::add);
        }
        return recipe.question().namedAmong(actors);
    }

    private record Part(Signal signal, double weight) {}

    /// The mean of the three highest relevances in a session.
    private static final class SessionRelevance {
        static final SessionRelevance NONE = new SessionRelevance();

        private double first = Double.NEGATIVE_INFINITY;
        private double second = Double.NEGATIVE_INFINITY;
        private double third = Double.NEGATIVE_INFINITY;
        private int count;

        void add(double relevance) {
            if (relevance > first) {
                third = second;
                second = first;
                first = relevance;
            } else if (relevance > second) {
                third = second;
                second = relevance;
            } else {
                third = Math.max(third, relevance);
            }
            count = Math.min(3, count + 1);
        }

        double mean() {
            double sum = count > 0 ? first : 0;
            sum += count > 1 ? second : 0;
            sum += count > 2 ? third : 0;
            return sum / Math.max(1, count);
        }
    }
}
