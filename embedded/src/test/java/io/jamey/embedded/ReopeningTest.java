package io.jamey.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jamey.Embedding;
import io.jamey.Field;
import io.jamey.Filter;
import io.jamey.Match;
import io.jamey.Memory;
import io.jamey.MemoryException;
import io.jamey.MemoryPatch;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.SearchRequest;
import io.jamey.embedded.records.RecordFile;
import io.jamey.embedded.records.Settings;
import io.jamey.embedded.records.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a store knows survives its closing, its crash, and the loss of everything that is derived.
class ReopeningTest {
    private static final Namespace HOME = Namespace.of("home");
    private static final int DIMENSION = 48;
    private static final List<String> WORDS =
            List.of("tea", "harbour", "walk", "dentist", "violin", "snow", "train", "letter", "garden", "lamp");

    @TempDir
    private Path folder;

    private final Random random = new Random(7);

    @Test
    void a_reopened_store_finds_the_same_in_the_same_order() {
        Path file = folder.resolve("memory.db");
        List<List<Match>> before;
        try (var store = EmbeddedMemoryStore.open(file)) {
            fill(store, HOME, 2_500);
            before = answers(store);
        }
        try (var store = EmbeddedMemoryStore.open(file)) {
            assertSame(answers(store), before);
            assertThat(store.verify().problems()).isEmpty();
        }
    }

    @Test
    void a_memory_dated_in_the_future_is_never_accessed_before_it() {
        Path file = folder.resolve("memory.db");
        Memory stored;
        try (var store = EmbeddedMemoryStore.open(file)) {
            Instant future = Instant.parse("2100-01-01T00:00:00Z");
            stored = store.store(HOME, NewMemory.of("Dentist").createdAt(future).build());
            store.touch(HOME, List.of(stored.id()));
        }
        try (var store = EmbeddedMemoryStore.open(file)) {
            assertThat(store.retrieve(HOME, stored.id()).orElseThrow()).isEqualTo(stored);
        }
    }

    @Test
    void the_embeddings_of_a_namespace_in_use_are_read_ahead() throws InterruptedException {
        Path file = folder.resolve("memory.db");
        try (var store = EmbeddedMemoryStore.open(file)) {
            fill(store, HOME, 300);
        }
        try (var store = EmbeddedMemoryStore.open(file)) {
            assertThat(store.status().details()).containsEntry("vector_cache_bytes", "0");
            store.search(HOME, SearchRequest.of("tea").build());
            Instant deadline = Instant.now().plusSeconds(60);
            while (Long.parseLong(store.status().details().get("vector_cache_bytes"))
                    < 200L * DIMENSION * Float.BYTES) {
                assertThat(Instant.now())
                        .as("when embeddings are still not cached")
                        .isBefore(deadline);
                Thread.sleep(20);
            }
            assertThat(store.verify().problems()).isEmpty();
        }
    }

    @Test
    void what_was_written_after_the_index_was_saved_is_derived_from_the_rows() throws IOException {
        Path file = folder.resolve("memory.db");
        Path crashed = folder.resolve("crashed.db");
        try (var store = EmbeddedMemoryStore.open(file)) {
            fill(store, HOME, 2_500);
        }
        List<List<Match>> before;
        try (var store = EmbeddedMemoryStore.open(file)) {
            List<Memory> all = list(store);
            for (int i = 0; i < 300; i++) {
                UUID id = all.get(random.nextInt(all.size())).id();
                if (i % 3 == 0) {
                    store.delete(HOME, id);
                } else {
                    store.update(
                            HOME,
                            id,
                            MemoryPatch.change()
                                    .content(content())
                                    .embedding(embedding())
                                    .build());
                }
            }
            fill(store, HOME, 100);
            before = answers(store);
            // As a crash would leave it: the index in the file is that of the first closing.
            Files.copy(file, crashed);
            Files.copy(Path.of(file + "-wal"), Path.of(crashed + "-wal"));
        }
        try (var store = EmbeddedMemoryStore.open(crashed)) {
            assertSame(answers(store), before);
            assertThat(store.verify().problems()).isEmpty();
        }
    }

    @Test
    void a_saved_index_is_loaded_in_the_background() throws InterruptedException {
        Path file = folder.resolve("memory.db");
        try (var store = EmbeddedMemoryStore.open(file)) {
            fill(store, HOME, 1_500);
            fill(store, Namespace.of("too small to be saved"), 10);
        }
        try (var store = EmbeddedMemoryStore.open(file)) {
            Instant deadline = Instant.now().plusSeconds(60);
            while ("0".equals(store.status().details().get("index_bytes"))) {
                assertThat(Instant.now()).as("when it is still not loaded").isBefore(deadline);
                Thread.sleep(20);
            }
            assertThat(store.status().details()).containsEntry("namespaces_in_memory", "1");
            assertThat(list(store))
                    .as("nothing counts as used by being loaded")
                    .allSatisfy(memory -> assertThat(memory.lastAccessed()).isEqualTo(memory.createdAt()));
        }
        var small = EmbeddedOptions.defaults().indexBytes(1 << 20);
        try (var store = EmbeddedMemoryStore.open(file, small)) {
            store.search(HOME, SearchRequest.of("tea").build());
            assertThat(store.verify().problems()).isEmpty();
        }
    }

    /// Each step is followed by a crash or a closing: whatever mixture of old and new the file then holds, the
    /// index loaded from it is that of the records.
    @Test
    void whatever_the_saved_index_missed_it_comes_back_right() throws IOException {
        long seed = Long.getLong("jamey.seed", System.nanoTime());
        System.out.println("repeat with -Djamey.seed=" + seed);
        var chosen = new Random(seed);
        Path file = folder.resolve("0.db");
        try (var store = EmbeddedMemoryStore.open(file)) {
            fill(store, HOME, 2_100);
        }
        for (int life = 1; life <= 6; life++) {
            Path next = folder.resolve(life + ".db");
            try (var store = EmbeddedMemoryStore.open(file)) {
                List<Memory> all = list(store);
                for (int i = 0; i < 60; i++) {
                    change(store, all.get(chosen.nextInt(all.size())).id(), chosen);
                }
                fill(store, HOME, chosen.nextInt(60));
                if (chosen.nextBoolean()) {
                    // Saves the index, then changes more.
                    store.compact();
                    change(store, all.get(chosen.nextInt(all.size())).id(), chosen);
                }
                Files.copy(file, next);
                Files.copy(Path.of(file + "-wal"), Path.of(next + "-wal"));
            }
            file = chosen.nextBoolean() ? next : file;
            try (var store = EmbeddedMemoryStore.open(file)) {
                assertThat(store.verify().problems())
                        .as("life %d, seed %d", life, seed)
                        .isEmpty();
            }
        }
    }

    private void change(EmbeddedMemoryStore store, UUID id, Random chosen) {
        switch (chosen.nextInt(4)) {
            case 0 -> store.delete(HOME, id);
            case 1 -> store.touch(HOME, List.of(id));
            case 2 ->
                store.update(
                        HOME,
                        id,
                        MemoryPatch.change().importance(chosen.nextDouble()).build());
            default ->
                store.update(
                        HOME,
                        id,
                        MemoryPatch.change()
                                .content(content())
                                .embedding(embedding())
                                .build());
        }
    }

    @Test
    void what_an_older_version_saved_is_derived_anew() throws Exception {
        Path file = folder.resolve("memory.db");
        List<List<Match>> before;
        try (var store = EmbeddedMemoryStore.open(file)) {
            fill(store, HOME, 1_200);
            before = answers(store);
        }
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            // As format 1 was: no table of changes, and slots in another form.
            statement.executeUpdate("DROP TABLE changed");
            statement.executeUpdate("UPDATE chunk SET data = x'010203', crc = 0 WHERE kind LIKE 'slots%'");
            statement.executeUpdate("PRAGMA user_version = 1");
        }
        try (var store = EmbeddedMemoryStore.open(file)) {
            assertSame(answers(store), before);
            assertThat(store.verify().problems()).isEmpty();
        }
        try (var records = RecordFile.open(file, Settings.defaults(InstantSource.system()))) {
            assertThat(records.read(Snapshot::namespacesWithChunks)).containsExactly(HOME);
        }
    }

    @Test
    void everything_derived_can_be_thrown_away() {
        try (var store = EmbeddedMemoryStore.open(folder.resolve("memory.db"))) {
            fill(store, HOME, 1_500);
            List<List<Match>> before = answers(store);
            store.rebuild();
            assertSame(answers(store), before);
        }
    }

    @Test
    void many_namespaces_share_a_small_budget() {
        var options = EmbeddedOptions.defaults().indexBytes(1 << 20);
        try (var store = EmbeddedMemoryStore.open(folder.resolve("memory.db"), options)) {
            List<Namespace> namespaces = IntStream.range(0, 60)
                    .mapToObj(i -> Namespace.of("tenant " + i))
                    .toList();
            namespaces.forEach(namespace -> fill(store, namespace, 60));
            assertThat(Integer.parseInt(store.status().details().get("namespaces_in_memory")))
                    .isLessThan(namespaces.size());
            for (Namespace namespace : namespaces) {
                var found = store.search(
                        namespace, SearchRequest.of("tea").limit(1_000).build());
                assertThat(found.matches())
                        .hasSize(60)
                        .allSatisfy(
                                match -> assertThat(match.memory().namespace()).isEqualTo(namespace));
            }
            assertThat(store.verify().isSound()).isTrue();
        }
    }

    @Test
    void a_second_opening_is_refused_and_says_why() {
        Path file = folder.resolve("memory.db");
        try (var store = EmbeddedMemoryStore.open(file)) {
            assertThatThrownBy(() -> EmbeddedMemoryStore.open(file))
                    .isInstanceOf(MemoryException.class)
                    .hasMessageContaining("memory.db")
                    .extracting(e -> ((MemoryException) e).kind())
                    .isEqualTo(MemoryException.Kind.UNAVAILABLE);
            assertThat(store.count(HOME, Filter.everything())).isZero();
        }
    }

    @Test
    void a_store_filled_by_another_model_is_refused_and_left_open_for_others() {
        Path file = folder.resolve("memory.db");
        try (var store = EmbeddedMemoryStore.open(file)) {
            fill(store, HOME, 2);
        }
        assertThatThrownBy(() -> EmbeddedMemoryStore.open(
                        file, EmbeddedOptions.defaults().dimension(3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3")
                .hasMessageContaining("48");
        try (var store =
                EmbeddedMemoryStore.open(file, EmbeddedOptions.defaults().dimension(DIMENSION))) {
            assertThat(store.count(HOME, Filter.everything())).isEqualTo(2);
        }
    }

    @Test
    void a_row_that_went_missing_behind_the_saved_index_is_not_found_any_more() {
        Path file = folder.resolve("memory.db");
        try (var store = EmbeddedMemoryStore.open(file)) {
            fill(store, HOME, 1_200);
        }
        // Behind the store's back: the saved index does not hear of it.
        try (var records = RecordFile.open(file, Settings.defaults(InstantSource.system()))) {
            long[] rids = records.read(snapshot -> snapshot.rids(HOME, 0));
            records.write(transaction -> transaction.delete(HOME, rids[17]));
        }
        try (var store = EmbeddedMemoryStore.open(file)) {
            assertThat(store.verify().isSound())
                    .as("a deleted row is no longer indexed")
                    .isTrue();
            assertThat(store.count(HOME, Filter.not(Filter.exists(Field.metadata("none")))))
                    .isEqualTo(1_199);
        }
    }

    private static void assertSame(List<List<Match>> found, List<List<Match>> expected) {
        for (int i = 0; i < expected.size(); i++) {
            List<UUID> ids =
                    expected.get(i).stream().map(match -> match.memory().id()).toList();
            assertThat(found.get(i))
                    .as("question %d", i)
                    .extracting(match -> match.memory().id())
                    .isEqualTo(ids);
        }
    }

    private static List<List<Match>> answers(EmbeddedMemoryStore store) {
        var asked = new Random(11);
        var answers = new ArrayList<List<Match>>();
        for (int i = 0; i < 20; i++) {
            float[] vector = new float[DIMENSION];
            for (int j = 0; j < DIMENSION; j++) {
                vector[j] = (float) asked.nextGaussian();
            }
            String text = WORDS.get(asked.nextInt(WORDS.size())) + " " + WORDS.get(asked.nextInt(WORDS.size()));
            var request = SearchRequest.of(text)
                    .embedding(Embedding.of(vector))
                    .limit(20)
                    .exact();
            answers.add(store.search(HOME, request.build()).matches());
        }
        return answers;
    }

    private static List<Memory> list(EmbeddedMemoryStore store) {
        try (Stream<Memory> all = store.iterate(HOME, Filter.everything())) {
            return all.toList();
        }
    }

    private void fill(EmbeddedMemoryStore store, Namespace namespace, int count) {
        store.storeAll(
                namespace,
                IntStream.range(0, count)
                        .mapToObj(i -> {
                            var memory = NewMemory.of(content()).session("s" + i / 20);
                            return (i % 10 == 0 ? memory : memory.embedding(embedding())).build();
                        })
                        .toList());
    }

    private String content() {
        return IntStream.range(0, 3 + random.nextInt(6))
                        .mapToObj(_ -> WORDS.get(random.nextInt(WORDS.size())))
                        .reduce("", (a, b) -> a + " " + b)
                + " " + random.nextInt(1_000_000);
    }

    private Embedding embedding() {
        float[] vector = new float[DIMENSION];
        for (int i = 0; i < DIMENSION; i++) {
            vector[i] = (float) random.nextGaussian();
        }
        return Embedding.owning(vector);
    }
}
