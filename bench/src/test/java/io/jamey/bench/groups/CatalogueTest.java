package io.jamey.bench.groups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.jamey.Filter;
import io.jamey.bench.dataset.DataSet;
import io.jamey.bench.dataset.DataShape;
import io.jamey.bench.dataset.FileStores;
import io.jamey.bench.dataset.Steps;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogueTest {
    @TempDir
    private Path folder;

    private Stage stage(int namespaces) {
        var shape = new DataShape(400, 8, 7, false, namespaces);
        var stores = new FileStores();
        return new Stage(
                DataSet.of(shape, stores, folder.resolve("cache"), "code", Steps.UNHEARD),
                stores,
                folder.resolve("stage"));
    }

    @Test
    void everyBenchmarkRunsAndLeavesTheStoreAsItWas() {
        for (int namespaces : List.of(1, 4)) {
            try (Stage stage = stage(namespaces)) {
                long memories = stage.store().status().memories();
                for (Benchmark benchmark : Catalogue.all()) {
                    try (Operation operation = benchmark.make().apply(stage)) {
                        int count = Math.min(3, operation.callsAtOnce());
                        for (long from : List.of(0L, 1_000_000L)) {
                            operation.prepare(from, count);
                            for (int i = 0; i < count; i++) {
                                operation.call(from + i);
                            }
                            operation.restore();
                        }
                        operation
                                .recall()
                                .ifPresent(recall ->
                                        assertThat(recall).as(benchmark.id()).isBetween(0.7, 1.0));
                    }
                    assertThat(stage.store().status().memories())
                            .as(benchmark.id())
                            .isEqualTo(memories);
                }
            }
        }
    }

    @Test
    void anExactSearchHasRecallOne() {
        try (Stage stage = stage(1)) {
            Operation exact = Catalogue.byId("vector_search/exact").make().apply(stage);

            assertThat(exact.recall().orElseThrow()).isCloseTo(1, within(1e-12));
        }
    }

    @Test
    void writesHappenWhereTheyAreTimed() {
        try (Stage stage = stage(1)) {
            Operation store = Catalogue.byId("memory_operations/store").make().apply(stage);
            long before = stage.store().count(stage.shape().namespace(0), Filter.everything());

            store.prepare(0, 2);
            long prepared = stage.store().count(stage.shape().namespace(0), Filter.everything());
            store.call(0);
            long called = stage.store().count(stage.shape().namespace(0), Filter.everything());
            store.restore();

            assertThat(prepared).isEqualTo(before);
            assertThat(called).isEqualTo(before + 1);
        }
    }

    @Test
    void hasBenchmarksInEveryGroupAndNoNameTwice() {
        assertThat(Catalogue.all().stream().map(Benchmark::group).distinct()).containsExactly(Group.values());
        assertThat(Catalogue.all().stream().map(Benchmark::id)).doesNotHaveDuplicates();
    }

    @Test
    void picksByGroupAndByName() {
        assertThat(ids("memory_operations"))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of("store", "retrieve", "search", "update", "delete", "list_page")
                                .map(name -> "memory_operations/" + name)
                                .toList());
        assertThat(ids("vector_search/filter_1$", "codec/^read"))
                .containsExactly("vector_search/filter_1", "codec/read_base64", "codec/read_numbers");
        assertThat(ids()).hasSize(Catalogue.all().size());
    }

    @Test
    void saysWhatThereIsWhenAPatternPicksNothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Catalogue.picked(List.of("memory")))
                .withMessageContaining("memory_operations");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Catalogue.picked(List.of("codec/xyz")))
                .withMessageContaining("read_base64");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Catalogue.picked(List.of("codec/(")))
                .withMessageContaining("regular expression");
    }

    private static List<String> ids(String... patterns) {
        return Catalogue.picked(Arrays.asList(patterns)).stream()
                .map(Benchmark::id)
                .toList();
    }
}
