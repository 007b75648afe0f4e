package io.jamey.json;

import io.jamey.Embedding;
import io.jamey.Filter;
import io.jamey.Match;
import io.jamey.Namespace;
import io.jamey.SearchPlan;
import io.jamey.SearchRequest;
import io.jamey.SearchResult;
import io.jamey.Signal;
import io.jamey.Weights;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/// Searches and what they find, as JSON.
///
/// A search: `namespace` (or `user_id`), `query`, `embedding`, `limit` (or `top_k`), `filter`, `weights` (by
/// signal: `{"words":1}`), `min_score`, `exact`, `explain`, `embeddings`. A match is a memory with `score` and,
/// when explained, `signals`.
public final class SearchJson {
    private static final FieldNames SEARCH = FieldNames.of(
                    "a search",
                    "namespace",
                    "query",
                    "embedding",
                    "limit",
                    "filter",
                    "weights",
                    "min_score",
                    "exact",
                    "explain",
                    "embeddings")
            .alias("user_id", "namespace")
            .alias("top_k", "limit");

    private static final List<String> SIGNALS =
            Stream.of(Signal.values()).map(SearchJson::name).toList();

    private SearchJson() {}

    public static WrittenSearch read(String document) {
        return TokenReader.read(document, SearchJson::read);
    }

    /// From UTF-8.
    public static WrittenSearch read(byte[] document) {
        return TokenReader.read(document, SearchJson::read);
    }

    /// The signal's name in JSON and on the command line: `words`, `closeness` and so on.
    public static String name(Signal signal) {
        return signal.name().toLowerCase(Locale.ROOT);
    }

    public static Signal signal(String name) {
        if (!SIGNALS.contains(name)) {
            throw new IllegalArgumentException("unknown signal '" + name + "'" + Suggestion.instead(name, SIGNALS));
        }
        return Signal.valueOf(name.toUpperCase(Locale.ROOT));
    }

    /// The JSON fields of a search, for [Json#write]: those that are not as they are anyway.
    public static Map<String, Object> fields(SearchRequest request, VectorForm form) {
        var fields = new LinkedHashMap<String, Object>();
        request.text().ifPresent(text -> fields.put("query", text));
        request.embedding().ifPresent(embedding -> fields.put("embedding", form.write(embedding)));
        fields.put("limit", request.limit());
        if (!request.filter().equals(Filter.everything())) {
            fields.put("filter", FilterJson.fields(request.filter()));
        }
        if (!request.weights().equals(Weights.GUARDED)) {
            var weights = new LinkedHashMap<String, Object>();
            request.weights().values().forEach((signal, weight) -> weights.put(name(signal), weight));
            fields.put("weights", weights);
        }
        request.minScore().ifPresent(score -> fields.put("min_score", score));
        flag(fields, "exact", request.exact());
        flag(fields, "explain", request.explain());
        flag(fields, "embeddings", request.embeddings());
        return fields;
    }

    private static void flag(Map<String, Object> fields, String name, boolean asked) {
        if (asked) {
            fields.put(name, true);
        }
    }

    /// The JSON fields of what a search found, for [Json#write]: `matches` and, when explained, `plan`.
    public static Map<String, Object> fields(SearchResult result, VectorForm form) {
        var fields = new LinkedHashMap<String, Object>();
        Iterable<Map<String, Object>> matches = () ->
                result.matches().stream().map(match -> fields(match, form)).iterator();
        fields.put("matches", matches);
        result.plan().ifPresent(plan -> fields.put("plan", fields(plan)));
        return fields;
    }

    private static Map<String, Object> fields(Match match, VectorForm form) {
        var fields = MemoryJson.fields(match.memory(), form);
        fields.put("score", match.score());
        if (!match.signals().isEmpty()) {
            var signals = new LinkedHashMap<String, Object>();
            for (Signal signal : Signal.values()) {
                if (match.signals().containsKey(signal)) {
                    signals.put(name(signal), match.signals().get(signal));
                }
            }
            fields.put("signals", signals);
        }
        return fields;
    }

    /// A plan as the fields of a JSON object.
    public static Map<String, Object> fields(SearchPlan plan) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("strategy", plan.strategy());
        fields.put("counts", plan.counts());
        fields.put("took_ms", plan.took().toNanos() / 1e6);
        return fields;
    }

    private static WrittenSearch read(TokenReader in) {
        var parts = new Parts();
        in.object(SEARCH, name -> {
            if (!in.isNull()) {
                parts.read(name, in);
            }
        });
        return in.naming(SEARCH, parts::search);
    }

    /// The fields read so far.
    private static final class Parts {
        private Optional<Namespace> namespace = Optional.empty();
        private Optional<String> query = Optional.empty();
        private Optional<Embedding> embedding = Optional.empty();
        private int limit = SearchRequest.DEFAULT_LIMIT;
        private Filter filter = Filter.everything();
        private Weights weights = Weights.GUARDED;
        private OptionalDouble minScore = OptionalDouble.empty();
        private boolean exact;
        private boolean explain;
        private boolean embeddings;

        void read(String name, TokenReader in) {
            switch (name) {
                case "namespace" -> namespace = Optional.of(Namespace.of(in.text(name)));
                case "query" -> query = Optional.of(in.text(name));
                case "embedding" -> embedding = Optional.of(VectorForm.read(in));
                case "limit" -> limit = in.wholeInt(name);
                case "filter" -> filter = FilterJson.read(in);
                case "weights" -> {
                    weights = Weights.none();
                    in.object(
                            name,
                            written -> weights = weights.with(signal(written), in.number("weight of " + written)));
                }
                case "min_score" -> minScore = OptionalDouble.of(in.number(name));
                case "exact" -> exact = in.bool(name);
                case "explain" -> explain = in.bool(name);
                case "embeddings" -> embeddings = in.bool(name);
                default -> throw new IllegalStateException(name);
            }
        }

        WrittenSearch search() {
            return new WrittenSearch(
                    namespace,
                    new SearchRequest(query, embedding, limit, filter, weights, minScore, exact, explain, embeddings));
        }
    }
}
