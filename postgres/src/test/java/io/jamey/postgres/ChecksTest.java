package io.jamey.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.jamey.Embedding;
import io.jamey.Memory;
import io.jamey.MemoryPatch;
import io.jamey.MemoryType;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.StoreStatus;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What `jamey doctor` asks of this store finds faults that are planted, and none where there are none.
class ChecksTest {
    private static final Namespace ANN = Namespace.of("ann");

    private static final String COLUMNS =
            "namespace, id, type, content, metadata, session, sequence, actor, importance,"
                    + " created_at, updated_at, expires_at, version, words, asks, passages, terms, size, embedded";

    private final PostgresOptions options = TestServer.shared().options();

    private void sql(String statement) {
        try (var connection = DriverManager.getConnection(options.url());
                var prepared = connection.createStatement()) {
            prepared.execute("SET search_path = " + options.schema() + ", public");
            prepared.execute(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<NewMemory> memories(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> NewMemory.of("a memory of tea number" + i + " don't \\ 'quote'")
                        .embedding(Embedding.of(1, i, 3))
                        .session("s")
                        .type(i % 100 == 0 ? MemoryType.MESSAGE : MemoryType.SEMANTIC)
                        .build())
                .toList();
    }

    @Test
    void derived_data_is_as_it_should_be_and_each_planted_difference_is_found() {
        try (var store = PostgresMemoryStore.open(options)) {
            List<Memory> stored = store.storeAll(ANN, memories(0, 40));
            store.update(
                    ANN,
                    stored.get(1).id(),
                    MemoryPatch.change().content("other words").build());
            store.delete(ANN, stored.get(2).id());
            var clean = store.checkDerivedData();
            assertThat(clean.differences()).isEmpty();
            assertThat(clean.memories()).isEqualTo(39);

            for (String fault : List.of(
                    "UPDATE passage SET terms = 'gone'::tsvector WHERE id = '%s'",
                    "DELETE FROM passage WHERE id = '%s'",
                    "UPDATE passage SET length = length + 1 WHERE id = '%s'",
                    "DELETE FROM access WHERE id = '%s'",
                    "DELETE FROM embedding WHERE id = '%s'",
                    "UPDATE memory SET embedded = false WHERE id = '%s'",
                    "UPDATE memory SET content = 'planted' WHERE id = '%s'",
                    "UPDATE memory SET asks = NOT asks WHERE id = '%s'",
                    "UPDATE memory SET size = size + 1 WHERE id = '%s'",
                    "DELETE FROM memory WHERE id = '%s'",
                    "UPDATE namespace SET memories = memories + 1 WHERE name <> '%s'",
                    "UPDATE namespace SET terms = terms - 1 WHERE name <> '%s'")) {
                planted(fault.formatted(stored.get(5).id()), store);
            }
        }
    }

    private void planted(String fault, PostgresMemoryStore store) {
        for (String table : List.of("memory", "access", "embedding", "passage", "namespace")) {
            sql("CREATE TABLE kept_" + table + " AS SELECT * FROM " + table);
        }
        sql(fault);
        assertThat(store.checkDerivedData().differences()).as(fault).isNotEmpty();
        for (String table : List.of("access", "embedding", "passage", "namespace")) {
            sql("TRUNCATE " + table + "; INSERT INTO " + table + " SELECT * FROM kept_" + table);
        }
        sql("TRUNCATE memory; INSERT INTO memory (" + COLUMNS + ") SELECT " + COLUMNS + " FROM kept_memory");
        sql("DROP TABLE kept_memory, kept_access, kept_embedding, kept_passage, kept_namespace");
        assertThat(store.checkDerivedData().differences())
                .as("after %s was repaired", fault)
                .isEmpty();
    }

    @Test
    void a_dropped_index_is_missed_and_told_how_to_make_again() {
        try (var store = PostgresMemoryStore.open(options)) {
            store.storeAll(ANN, memories(0, 3_000));
            sql("ANALYZE memory, access, embedding, passage");
            Map<String, IndexCheck.Finding> before = byIndex(store);
            assertThat(before.values()).extracting(IndexCheck.Finding::use).doesNotContain(IndexCheck.Use.MISSING);
            assertThat(use(before, "memory_by_created_at")).isEqualTo(IndexCheck.Use.USED);
            assertThat(use(before, "memory_by_type")).isEqualTo(IndexCheck.Use.USED);
            assertThat(use(before, "embedding_by_closeness")).isEqualTo(IndexCheck.Use.USED);

            for (String index : List.of(
                    "memory_by_created_at",
                    "access_by_time",
                    "memory_by_type",
                    "passage_by_term",
                    "embedding_by_closeness")) {
                sql("DROP INDEX " + index);
                IndexCheck.Finding finding =
                        Objects.requireNonNull(byIndex(store).get(index));
                assertThat(finding.use()).isEqualTo(IndexCheck.Use.MISSING);
                String repair = finding.advice().substring(finding.advice().indexOf("CREATE INDEX"));
                sql(repair);
                assertThat(use(byIndex(store), index)).as(repair).isNotEqualTo(IndexCheck.Use.MISSING);
            }
        }
    }

    @Test
    void room_that_deletes_have_left_is_not_in_use() {
        try (var store = PostgresMemoryStore.open(options)) {
            List<Memory> stored = store.storeAll(ANN, memories(0, 1_000));
            sql("ANALYZE memory, access, embedding, passage");
            StoreStatus full = store.status();
            store.deleteBatch(
                    ANN,
                    IntStream.range(0, 500)
                            .mapToObj(i -> stored.get(2 * i).id())
                            .toList());
            sql("VACUUM ANALYZE memory, access, embedding, passage");

            StoreStatus half = store.status();
            assertThat((double) full.bytesLive() / full.bytesTotal()).isBetween(0.8, 1.0);
            assertThat((double) half.bytesLive() / half.bytesTotal()).isBetween(0.3, 0.8);
        }
    }

    /// Who expects a part of a large namespace where ten memories are all there can be reads whole tables to join
    /// them.
    @Test
    void the_planner_of_a_search_expects_as_many_candidates_however_large_the_namespace_is() {
        try (var store = PostgresMemoryStore.open(options)) {
            store.storeAll(ANN, memories(0, 500));
            int few = expectedCandidates(store);
            store.storeAll(ANN, memories(500, 3_000));

            assertThat(expectedCandidates(store)).isEqualTo(few);
        }
    }

    private int expectedCandidates(PostgresMemoryStore store) {
        sql("ANALYZE memory, access, embedding, passage");
        String plan = planOfCloseness(store).getFirst();
        Matcher rows = Pattern.compile(" rows=(\\d+) ").matcher(plan);
        assertThat(rows.find()).as(plan).isTrue();
        return Integer.parseInt(rows.group(1));
    }

    private static List<String> planOfCloseness(PostgresMemoryStore store) {
        return Objects.requireNonNull(byIndex(store).get("embedding_by_closeness"))
                .plan();
    }

    /// A hundred candidates among some thousands, which it would read all of.
    @Test
    void the_planner_looks_up_candidates_by_their_ids() {
        try (var store = PostgresMemoryStore.open(options.exactUpTo(10))) {
            store.storeAll(ANN, memories(0, 1_000));
            sql("ANALYZE memory, access, embedding, passage");

            assertThat(planOfCloseness(store))
                    .anyMatch(line -> line.contains("Index Scan using memory_pkey on memory t"))
                    .anyMatch(line -> line.contains("Index Scan using access_pkey on access t"))
                    .anyMatch(line -> line.contains("Index Scan using embedding_pkey on embedding t"));
        }
    }

    /// It comes in relaxed order, which the planner takes for the order that was asked for.
    @Test
    void what_the_graph_gives_is_sorted_again() {
        try (var store = PostgresMemoryStore.open(options.exactUpTo(10))) {
            store.storeAll(ANN, memories(0, 1_000));

            assertThat(planOfCloseness(store))
                    .anyMatch(line -> line.contains("Sort Key: ((approximate"))
                    .noneMatch(line -> line.contains("Presorted Key"));
        }
    }

    private static Map<String, IndexCheck.Finding> byIndex(PostgresMemoryStore store) {
        return store.checkIndexes().stream().collect(Collectors.toMap(IndexCheck.Finding::index, finding -> finding));
    }

    private static IndexCheck.Use use(Map<String, IndexCheck.Finding> findings, String index) {
        return Objects.requireNonNull(findings.get(index)).use();
    }
}
