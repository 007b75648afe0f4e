package io.jamey.cli;

import io.jamey.Embedder;
import io.jamey.Embedding;
import io.jamey.Match;
import io.jamey.Memory;
import io.jamey.SearchRequest;
import io.jamey.Weights;
import io.jamey.cli.conversations.Conversation;
import io.jamey.cli.conversations.ConversationFile;
import io.jamey.cli.conversations.Question;
import io.jamey.cli.eval.Recall;
import io.jamey.json.Json;
import io.jamey.server.settings.StoreSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `jamey eval locomo`: how much of the evidence for a question is among the first k memories found, for five
/// ways of searching over the same store.
@Command(
        description = {
            "Measure evidence recall on a file of conversations with questions, in LoCoMo's form.",
            "Each turn is stored and embedded once, in a store of its own that is deleted afterwards."
        },
        sortOptions = false)
final class EvalLocomoCommand implements Callable<Integer> {
    private static final List<Way> WAYS = List.of(
            new Way("words", Weights.WORDS_ONLY, false),
            new Way("vectors", Weights.CLOSENESS_ONLY, true),
            new Way("plain fusion", Weights.PLAIN_FUSION, true),
            new Way("full ranking", Weights.GUARDED, true),
            new Way("full, no model", Weights.GUARDED, false));
    private static final List<Integer> CUTS = List.of(1, 5, 10, Recall.DEPTH);
    private static final int EMBEDDED_AT_ONCE = 32;

    /// A way to search.
    private record Way(String name, Weights weights, boolean usesModel) {}

    /// A question with its embedding, when there is a model.
    private record Asked(Conversation conversation, Question question, Optional<Embedding> embedding) {}

    private final Surroundings surroundings;

    @Mixin
    private final EmbedderOptions embedding;

    @Parameters(paramLabel = "FILE", description = "The conversations")
    private String file = "";

    @Option(names = "--json", description = "Print one JSON document")
    private boolean json;

    EvalLocomoCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
        embedding = new EmbedderOptions(surroundings);
    }

    @Override
    public Integer call() {
        List<Conversation> conversations = ConversationFile.read(file, InputFile.bytes(InputFile.readable(file)));
        long questions = conversations.stream()
                .flatMap(conversation -> conversation.questions().stream())
                .filter(question -> !question.evidence().isEmpty())
                .count();
        if (questions == 0) {
            throw new IllegalArgumentException(
                    file + " has no question whose evidence names a turn: there is nothing to measure");
        }
        try (var folder = new TemporaryFolder(surroundings.temporary(), "jamey-eval-");
                var stack = StoreStack.create(
                        StoreSettings.file(folder.path().resolve("memory.db")), embedding.settings())) {
            load(stack, conversations);
            List<Asked> asked = ask(stack.embedder(), conversations);
            Map<Way, Recall> results = new LinkedHashMap<>();
            for (Way way : WAYS) {
                if (!way.usesModel() || stack.embedder().isPresent()) {
                    results.put(way, search(stack, way, asked));
                }
            }
            print(conversations, results);
        }
        return ExitCode.OK;
    }

    private void load(StoreStack stack, List<Conversation> conversations) {
        long turns = conversations.stream()
                .mapToLong(conversation -> conversation.turns().size())
                .sum();
        try (var progress = Progress.of(surroundings, "Storing", turns)) {
            var loader = new Loader(stack, progress);
            conversations.forEach(conversation ->
                    conversation.memories().forEach(memory -> loader.add(conversation.namespace(), memory)));
            loader.flush();
        }
    }

    private List<Asked> ask(Optional<Embedder> embedder, List<Conversation> conversations) {
        var asked = new ArrayList<Asked>();
        for (Conversation conversation : conversations) {
            conversation.questions().stream()
                    .filter(question -> !question.evidence().isEmpty())
                    .forEach(question -> asked.add(new Asked(conversation, question, Optional.empty())));
        }
        if (embedder.isEmpty()) {
            return asked;
        }
        try (var progress = Progress.of(surroundings, "Reading questions", asked.size())) {
            for (int i = 0; i < asked.size(); i += EMBEDDED_AT_ONCE) {
                List<Asked> some = asked.subList(i, Math.min(asked.size(), i + EMBEDDED_AT_ONCE));
                List<Embedding> embeddings = embedder.get()
                        .embed(some.stream().map(each -> each.question().text()).toList());
                for (int j = 0; j < some.size(); j++) {
                    Asked each = some.get(j);
                    some.set(j, new Asked(each.conversation(), each.question(), Optional.of(embeddings.get(j))));
                }
                progress.advance(some.size());
            }
        }
        return asked;
    }

    /// Straight to the store: the questions are embedded already, and without an embedding it goes by words.
    private Recall search(StoreStack stack, Way way, List<Asked> asked) {
        var recall = new Recall();
        try (var progress = Progress.of(surroundings, way.name(), asked.size())) {
            for (Asked each : asked) {
                var request = SearchRequest.of(each.question().text())
                        .weights(way.weights())
                        .limit(Recall.DEPTH);
                if (way.usesModel()) {
                    each.embedding().ifPresent(request::embedding);
                }
                long begin = System.nanoTime();
                List<Match> matches = stack.bottom()
                        .search(each.conversation().namespace(), request.build())
                        .matches();
                long took = System.nanoTime() - begin;
                recall.add(
                        each.question().category(),
                        matches.stream().map(Match::memory).map(Memory::id).toList(),
                        each.question().evidence(),
                        took);
                progress.advance(1);
            }
        }
        return recall;
    }

    private void print(List<Conversation> conversations, Map<Way, Recall> results) {
        long turns = conversations.stream()
                .mapToLong(conversation -> conversation.turns().size())
                .sum();
        int questions = results.values().iterator().next().questions();
        if (json) {
            surroundings.out().println(Json.write(fields(turns, questions, results)));
            return;
        }
        surroundings
                .out()
                .println(conversations.size() + " conversations, " + turns + " turns, " + questions
                        + " questions with evidence");
        surroundings.out().println();
        var table = new Table().column("");
        CUTS.forEach(k -> table.number("R@" + k));
        table.number("MRR").number("p50 ms").number("p95 ms");
        results.forEach((way, recall) -> {
            var row = new ArrayList<String>(List.of(way.name()));
            CUTS.forEach(k -> row.add(share(recall.at(k))));
            row.add(share(recall.meanReciprocalRank()));
            row.add(millis(recall.millis(0.5)));
            row.add(millis(recall.millis(0.95)));
            table.row(row.toArray(String[]::new));
        });
        table.print(surroundings);
        surroundings.out().println();
        var byCategory = new Table().column("R@10 by category");
        var categories = results.values().iterator().next().byCategory(10).keySet();
        categories.forEach(category -> byCategory.number(categoryName(category)));
        results.forEach((way, recall) -> {
            var row = new ArrayList<String>(List.of(way.name()));
            recall.byCategory(10).values().forEach(value -> row.add(share(value)));
            byCategory.row(row.toArray(String[]::new));
        });
        byCategory.print(surroundings);
        surroundings.out().println();
        surroundings
                .out()
                .println(surroundings
                        .style()
                        .dim("Times are of one search in the store, without embedding the question. MRR looks at the"
                                + " first " + Recall.DEPTH + "."));
    }

    private static Map<String, Object> fields(long turns, int questions, Map<Way, Recall> results) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("turns", turns);
        fields.put("questions", questions);
        List<Map<String, Object>> rows = new ArrayList<>();
        results.forEach((way, recall) -> {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("name", way.name());
            Map<String, Object> recalls = new LinkedHashMap<>();
            CUTS.forEach(k -> recalls.put(String.valueOf(k), recall.at(k)));
            row.put("recall", recalls);
            row.put("mrr", recall.meanReciprocalRank());
            Map<String, Object> categories = new LinkedHashMap<>();
            recall.byCategory(10).forEach((category, value) -> categories.put(String.valueOf(category), value));
            row.put("recall_at_10_by_category", categories);
            row.put("p50_ms", recall.millis(0.5));
            row.put("p95_ms", recall.millis(0.95));
            rows.add(row);
        });
        fields.put("rows", rows);
        return fields;
    }

    private static String categoryName(int category) {
        return switch (category) {
            case 1 -> "multi-hop";
            case 2 -> "temporal";
            case 3 -> "open";
            case 4 -> "single-hop";
            case 5 -> "adversarial";
            default -> "other";
        };
    }

    private static String share(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    private static String millis(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
