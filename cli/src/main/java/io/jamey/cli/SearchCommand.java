package io.jamey.cli;

import io.jamey.Namespace;
import io.jamey.SearchRequest;
import io.jamey.SearchResult;
import io.jamey.Weights;
import io.jamey.json.Json;
import io.jamey.json.SearchJson;
import io.jamey.json.VectorForm;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `jamey search`: finds the memories that matter to a question.
@Command(description = "Find the memories that matter to a question", sortOptions = false)
final class SearchCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private final StoreOptions where;

    @Mixin
    private final EmbedderOptions embedding;

    @Mixin
    private final FilterOptions which = new FilterOptions();

    @Parameters(paramLabel = "QUESTION", description = "In words")
    private String question = "";

    @Option(
            names = {"-k", "--limit"},
            paramLabel = "N",
            description = "How many at most. Default: ${DEFAULT-VALUE}")
    private int limit = SearchRequest.DEFAULT_LIMIT;

    @Option(names = "--min-score", paramLabel = "X", description = "Leave out what scores less")
    private @Nullable Double minScore;

    @Option(
            names = "--weights",
            paramLabel = "SIGNAL=X,...",
            description = {
                "How much each signal counts: words, closeness, answer, session, date, length, actor, recency,"
                        + " importance. What is not named does not count."
            })
    private @Nullable String weights;

    @Option(names = "--exact", description = "Compare every embedding in full")
    private boolean exact;

    @Option(names = "--explain", description = "Show each signal's share of the score, and how it was searched")
    private boolean explain;

    @Option(names = "--json", description = "Print one JSON document")
    private boolean json;

    SearchCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
        where = new StoreOptions(surroundings);
        embedding = new EmbedderOptions(surroundings);
    }

    @Override
    public Integer call() {
        SearchRequest request = request();
        Namespace namespace = where.namespace();
        try (var stack = StoreStack.existing(where.store(), embedding.settings())) {
            SearchResult result = stack.store().search(namespace, request);
            if (json) {
                surroundings.out().println(Json.write(SearchJson.fields(result, VectorForm.LEFT_OUT)));
            } else {
                print(result);
            }
        }
        return ExitCode.OK;
    }

    private SearchRequest request() {
        var builder = SearchRequest.of(question).limit(limit).filter(which.filter());
        if (weights != null) {
            builder.weights(weights(weights));
        }
        if (minScore != null) {
            builder.minScore(minScore);
        }
        if (exact) {
            builder.exact();
        }
        if (explain) {
            builder.explain();
        }
        return builder.build();
    }

    private void print(SearchResult result) {
        if (result.matches().isEmpty()) {
            surroundings.out().println("nothing found in " + where.namespace());
        }
        var view = new MemoryView(surroundings);
        int place = 1;
        for (var match : result.matches()) {
            view.print(place++, match);
        }
        result.plan().ifPresent(plan -> {
            String counts = plan.counts().entrySet().stream()
                    .map(count -> count.getKey() + " " + count.getValue())
                    .collect(Collectors.joining(", "));
            String took = String.format(Locale.ROOT, "%.2f ms", plan.took().toNanos() / 1e6);
            surroundings.out().println(surroundings.style().dim(plan.strategy() + ": " + counts + "; " + took));
        });
    }

    static Weights weights(String written) {
        Weights weights = Weights.none();
        for (String each : written.split(",", -1)) {
            int equals = each.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("--weights must be like words=1,closeness=2, not '" + written + "'");
            }
            try {
                double weight = Double.parseDouble(each.substring(equals + 1));
                weights =
                        weights.with(SearchJson.signal(each.substring(0, equals).strip()), weight);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("--weights: '" + each + "' does not end in a number", e);
            }
        }
        return weights;
    }
}
