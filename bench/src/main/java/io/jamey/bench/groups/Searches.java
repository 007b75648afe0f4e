package io.jamey.bench.groups;

import io.jamey.Filter;
import io.jamey.Match;
import io.jamey.Namespace;
import io.jamey.SearchRequest;
import io.jamey.SearchResult;
import io.jamey.Weights;
import io.jamey.bench.data.SampleMemories.Share;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Groups `vector_search` and `hybrid_search`.
final class Searches {
    private static final int TOP = 10;
    /// An exact search of a large store takes long.
    private static final int QUESTIONS_OF_EXACT = 30;

    private Searches() {}

    static List<Benchmark> benchmarks() {
        Group vectors = Group.VECTOR_SEARCH;
        Group both = Group.HYBRID_SEARCH;
        return List.of(
                Benchmark.of(vectors, "top_10", "the 10 closest of all", stage -> closest(stage, Optional.empty()))
                        .budget(300),
                Benchmark.of(
                                vectors,
                                "filter_50",
                                "the 10 closest of every second",
                                stage -> closest(stage, Share.HALF))
                        .budget(300),
                Benchmark.of(
                                vectors,
                                "filter_10",
                                "the 10 closest of every tenth",
                                stage -> closest(stage, Share.TENTH))
                        .budget(300),
                Benchmark.of(
                                vectors,
                                "filter_1",
                                "the 10 closest of every hundredth",
                                stage -> closest(stage, Share.HUNDREDTH))
                        .budget(300),
                Benchmark.of(
                                vectors,
                                "filter_permille",
                                "the 10 closest of every thousandth",
                                stage -> closest(stage, Share.THOUSANDTH))
                        .budget(300),
                Benchmark.of(vectors, "exact", "the 10 closest, comparing every embedding in full", Searches::exact),
                Benchmark.of(both, "top_10", "the 10 that matter most", stage -> hybrid(stage, Searches::asked))
                        .budget(5_000),
                Benchmark.of(
                        both,
                        "filter_10",
                        "the same of every tenth",
                        stage -> hybrid(stage, question -> asked(question).filter(Share.TENTH.filter()))),
                Benchmark.of(
                        both,
                        "filter_1",
                        "the same of every hundredth",
                        stage -> hybrid(stage, question -> asked(question).filter(Share.HUNDREDTH.filter()))),
                Benchmark.of(
                        both,
                        "explain",
                        "with each signal's share",
                        stage -> hybrid(stage, question -> asked(question).explain())),
                Benchmark.of(
                        both,
                        "words_only",
                        "by the text alone",
                        stage -> hybrid(
                                stage,
                                question -> SearchRequest.of(question.text()).weights(Weights.WORDS_ONLY))));
    }

    private static SearchRequest.Builder asked(Stage.Question question) {
        return SearchRequest.of(question.text()).embedding(question.embedding());
    }

    private static Operation closest(Stage stage, Share only) {
        return closest(stage, Optional.of(only));
    }

    /// Searches by closeness alone; its recall is against the truth of the data set.
    static Operation closest(Stage stage, Optional<Share> only) {
        return new ByCloseness(stage, stage.store()::search, only);
    }

    /// Something that answers a question of a namespace.
    @FunctionalInterface
    interface Searching {
        SearchResult search(Namespace namespace, SearchRequest request);
    }

    /// The ten closest, as `searching` finds them.
    static final class ByCloseness implements Operation {
        private final Stage stage;
        private final Searching searching;
        private final Optional<Share> only;
        private final List<SearchRequest> requests;

        ByCloseness(Stage stage, Searching searching, Optional<Share> only) {
            this.stage = stage;
            this.searching = searching;
            this.only = only;
            requests = stage.questions().stream()
                    .map(question -> SearchRequest.of(question.embedding())
                            .limit(TOP)
                            .filter(only.map(Share::filter).orElse(Filter.everything()))
                            .weights(Weights.CLOSENESS_ONLY)
                            .build())
                    .toList();
        }

        @Override
        public @Nullable Object call(long number) {
            int which = (int) (number % requests.size());
            return searching.search(stage.questions().get(which).namespace(), requests.get(which));
        }

        @Override
        public OptionalDouble recall() {
            double sum = 0;
            for (int number = 0; number < requests.size(); number++) {
                int which = number;
                List<Match> matches = searching
                        .search(stage.questions().get(which).namespace(), requests.get(which))
                        .matches();
                Set<UUID> best =
                        stage.truth().right(which, only).mapToObj(stage::id).collect(Collectors.toSet());
                long right = matches.stream()
                        .filter(match -> best.contains(match.memory().id()))
                        .count();
                int size = best.size();
                if (matches.size() != size) {
                    throw new IllegalStateException(
                            "question " + which + " has " + matches.size() + " answers, not " + size);
                }
                sum += size == 0 ? 1 : (double) right / size;
            }
            return OptionalDouble.of(sum / requests.size());
        }
    }

    /// Searches that fuse signals; recall is against the same store's own exact search.
    static Operation hybrid(Stage stage, Function<Stage.Question, SearchRequest.Builder> asked) {
        List<Stage.Question> questions = stage.questions();
        List<SearchRequest> requests = questions.stream()
                .map(question -> asked.apply(question).limit(TOP).build())
                .toList();
        return new Operation() {
            @Override
            public @Nullable Object call(long number) {
                int which = (int) (number % requests.size());
                return stage.store().search(questions.get(which).namespace(), requests.get(which));
            }

            @Override
            public OptionalDouble recall() {
                double sum = 0;
                for (int which = 0; which < QUESTIONS_OF_EXACT; which++) {
                    Stage.Question question = questions.get(which);
                    Set<UUID> right = found(
                            stage,
                            question,
                            asked.apply(question).limit(TOP).exact().build());
                    Set<UUID> found = found(stage, question, requests.get(which));
                    long both = found.stream().filter(right::contains).count();
                    sum += right.isEmpty() ? 1 : (double) both / right.size();
                }
                return OptionalDouble.of(sum / QUESTIONS_OF_EXACT);
            }
        };
    }

    private static Set<UUID> found(Stage stage, Stage.Question question, SearchRequest request) {
        var ids = new HashSet<UUID>();
        stage.store()
                .search(question.namespace(), request)
                .matches()
                .forEach(match -> ids.add(match.memory().id()));
        return ids;
    }

    private static Operation exact(Stage stage) {
        return new ByCloseness(
                stage,
                (namespace, request) -> stage.store()
                        .search(
                                namespace,
                                SearchRequest.of(request.embedding().orElseThrow())
                                        .limit(request.limit())
                                        .weights(request.weights())
                                        .exact()
                                        .build()),
                Optional.empty());
    }
}
