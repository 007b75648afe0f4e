package io.jamey.bench.groups;

import io.jamey.Filter;
import io.jamey.Namespace;
import io.jamey.PageRequest;
import io.jamey.bench.data.SampleMemories.Share;
import java.util.List;
import java.util.stream.Stream;

/// Groups `pagination` and `iterate`.
final class Pages {
    private static final int PAGE = 100;

    private Pages() {}

    static List<Benchmark> benchmarks() {
        Group pages = Group.PAGINATION;
        return List.of(
                Benchmark.of(pages, "first", "the newest 100", stage -> Everyday.pageOf(stage, 0))
                        .budget(1_000),
                Benchmark.of(pages, "cursor_middle", "by cursor, in the middle", stage -> byCursor(stage, 0.5))
                        .budget(1_000),
                Benchmark.of(pages, "cursor_end", "by cursor, at nine tenths", stage -> byCursor(stage, 0.9))
                        .budget(1_000),
                Benchmark.of(
                        pages,
                        "offset_end",
                        "by offset, at nine tenths",
                        stage -> Everyday.pageOf(stage, depth(stage, 0.9))),
                Benchmark.of(pages, "filtered", "the newest 100 of every tenth", Pages::filtered),
                Benchmark.of(
                        Group.ITERATE,
                        "all",
                        "every memory of a namespace, with embeddings",
                        stage -> iterate(stage, Filter.everything())),
                Benchmark.of(
                        Group.ITERATE,
                        "filtered",
                        "every tenth memory of a namespace, with embeddings",
                        stage -> iterate(stage, Share.TENTH.filter())));
    }

    private static long depth(Stage stage, double share) {
        Namespace namespace = stage.shape().namespace(0);
        return (long) (share * stage.store().count(namespace, Filter.everything()));
    }

    private static Operation byCursor(Stage stage, double share) {
        Namespace namespace = stage.shape().namespace(0);
        long count = stage.store().count(namespace, Filter.everything());
        PageRequest before = PageRequest.of(1).atOffset(Math.max(0, depth(stage, share) - 1));
        PageRequest request = PageRequest.of(PAGE)
                .after(stage.store().listPaginated(namespace, before).next().orElseThrow());
        return _ -> Everyday.checked(stage.store().listPaginated(namespace, request), count);
    }

    private static Operation filtered(Stage stage) {
        Namespace namespace = stage.shape().namespace(0);
        PageRequest request = PageRequest.of(PAGE).where(Share.TENTH.filter());
        long count = stage.store().count(namespace, Share.TENTH.filter());
        return _ -> Everyday.checked(stage.store().listPaginated(namespace, request), count);
    }

    private static Operation iterate(Stage stage, Filter filter) {
        Namespace namespace = stage.shape().namespace(0);
        long count = stage.store().count(namespace, filter);
        return _ -> {
            try (Stream<?> all = stage.store().iterate(namespace, filter)) {
                long seen = all.filter(memory -> memory != null).count();
                if (seen != count) {
                    throw new IllegalStateException("saw " + seen + " memories, not " + count);
                }
                return seen;
            }
        };
    }
}
