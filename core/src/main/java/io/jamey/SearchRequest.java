package io.jamey;

import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// A question to a namespace: text, an embedding, or both.
///
/// ```java
/// SearchRequest.of("What does Ann drink?").limit(5).build();
/// SearchRequest.of(embedding).filter(Filter.session("s1")).explain().build();
/// ```
///
/// @param limit 1 to [Limits#RESULTS]
/// @param minScore leaves out memories that score less; scores of fused signals are relative to the request
/// @param exact compare every embedding in full instead of by its compact code
/// @param explain return each signal's share of the score, and the plan
/// @param embeddings return the memories' embeddings too
public record SearchRequest(
        Optional<String> text,
        Optional<Embedding> embedding,
        int limit,
        Filter filter,
        Weights weights,
        OptionalDouble minScore,
        boolean exact,
        boolean explain,
        boolean embeddings) {

    public static final int DEFAULT_LIMIT = 10;

    public SearchRequest {
        text.ifPresent(words -> Checks.text("search text", words, Limits.QUERY_BYTES));
        if (text.filter(words -> !words.isBlank()).isEmpty() && embedding.isEmpty()) {
            throw new IllegalArgumentException("a search needs text or an embedding; to read everything, list");
        }
        Checks.range("limit", limit, 1, Limits.RESULTS);
        if (minScore.isPresent() && !Double.isFinite(minScore.getAsDouble())) {
            throw new IllegalArgumentException("minScore must be a finite number");
        }
    }

    public static Builder of(String text) {
        var builder = new Builder();
        builder.text = text;
        return builder;
    }

    public static Builder of(Embedding embedding) {
        var builder = new Builder();
        builder.embedding = embedding;
        return builder;
    }

    public SearchRequest withEmbedding(Embedding other) {
        return new SearchRequest(
                text, Optional.of(other), limit, filter, weights, minScore, exact, explain, embeddings);
    }

    public SearchRequest returningEmbeddings() {
        return new SearchRequest(text, embedding, limit, filter, weights, minScore, exact, explain, true);
    }

    public static final class Builder {
        private @Nullable String text;
        private @Nullable Embedding embedding;
        private int limit = DEFAULT_LIMIT;
        private Filter filter = Filter.everything();
        private Weights weights = Weights.GUARDED;
        private OptionalDouble minScore = OptionalDouble.empty();
        private boolean exact;
        private boolean explain;
        private boolean embeddings;

        private Builder() {}

        public Builder embedding(Embedding value) {
            embedding = value;
            return this;
        }

        public Builder limit(int value) {
            limit = value;
            return this;
        }

        public Builder filter(Filter value) {
            filter = value;
            return this;
        }

        public Builder weights(Weights value) {
            weights = value;
            return this;
        }

        public Builder minScore(double value) {
            minScore = OptionalDouble.of(value);
            return this;
        }

        public Builder exact() {
            exact = true;
            return this;
        }

        public Builder explain() {
            explain = true;
            return this;
        }

        public Builder withEmbeddings() {
            embeddings = true;
            return this;
        }

        public SearchRequest build() {
            return new SearchRequest(
                    Optional.ofNullable(text),
                    Optional.ofNullable(embedding),
                    limit,
                    filter,
                    weights,
                    minScore,
                    exact,
                    explain,
                    embeddings);
        }
    }
}
