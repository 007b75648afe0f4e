package io.jamey.ranking;

import io.jamey.Embedding;
import io.jamey.SearchRequest;
import io.jamey.Signal;
import io.jamey.Weights;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;

/// Candidates with a number for an id, and what a ranking made of them.
final class RankingFixture {
    static final Instant NOW = Instant.parse("2024-01-01T00:00:00Z");
    static final Embedding EMBEDDING = Embedding.of(1, 2);
    private static final TextTraits SHORT = new TextTraits(10, false);

    private RankingFixture() {}

    static SearchRequest fused(Weights weights) {
        return SearchRequest.of("tea").embedding(EMBEDDING).weights(weights).build();
    }

    static List<Ranked> rank(SearchRequest request, CandidateBuilder... pool) {
        return Ranking.of(request, NOW)
                .rank(List.of(pool).stream().map(CandidateBuilder::build).toList());
    }

    static List<Integer> numbers(List<Ranked> ranked) {
        return ranked.stream()
                .map(r -> (int) r.candidate().id().getLeastSignificantBits())
                .toList();
    }

    static List<Double> scores(List<Ranked> ranked) {
        return ranked.stream().map(Ranked::score).toList();
    }

    static double share(List<Ranked> ranked, int number, Signal signal) {
        return ranked.get(numbers(ranked).indexOf(number)).shares().getOrDefault(signal, Double.NaN);
    }

    static CandidateBuilder candidate(int number) {
        return new CandidateBuilder(number);
    }

    static final class CandidateBuilder {
        private UUID id;
        private double words;
        private OptionalDouble closeness = OptionalDouble.empty();
        private TextTraits text = SHORT;
        private Optional<Relevance> previous = Optional.empty();
        private Optional<String> session = Optional.empty();
        private Optional<String> actor = Optional.empty();
        private Instant created = Instant.EPOCH;
        private Instant accessed = Instant.EPOCH;
        private double importance;

        CandidateBuilder(int number) {
            id = new UUID(0, number);
        }

        CandidateBuilder id(UUID value) {
            id = value;
            return this;
        }

        CandidateBuilder words(double value) {
            words = value;
            return this;
        }

        CandidateBuilder closeness(double value) {
            closeness = OptionalDouble.of(value);
            return this;
        }

        CandidateBuilder text(TextTraits value) {
            text = value;
            return this;
        }

        CandidateBuilder after(double previousWords, double previousCloseness, TextTraits previousText) {
            previous = Optional.of(new Relevance(previousWords, OptionalDouble.of(previousCloseness), previousText));
            return this;
        }

        CandidateBuilder session(String value) {
            session = Optional.of(value);
            return this;
        }

        CandidateBuilder actor(String value) {
            actor = Optional.of(value);
            return this;
        }

        CandidateBuilder created(String value) {
            created = Instant.parse(value);
            return this;
        }

        CandidateBuilder accessed(Instant value) {
            accessed = value;
            return this;
        }

        CandidateBuilder importance(double value) {
            importance = value;
            return this;
        }

        Candidate build() {
            return new Candidate(
                    id, new Relevance(words, closeness, text), previous, session, actor, created, accessed, importance);
        }
    }
}
