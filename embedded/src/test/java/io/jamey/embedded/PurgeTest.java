package io.jamey.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.jamey.Embedding;
import io.jamey.Memory;
import io.jamey.MemoryPatch;
import io.jamey.Metadata;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.embedded.records.RecordFile;
import io.jamey.embedded.records.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What was deleted is gone from every file once the store was compacted, from the saved index too.
class PurgeTest {
    private static final Namespace HOME = Namespace.of("home");
    private static final String WORD = "zanzibarquux";
    private static final int DIMENSION = 48;

    @TempDir
    private Path folder;

    private final Random random = new Random(11);
    private final Embedding secret = embedding();
    private final List<UUID> others = new ArrayList<>();

    @Test
    void neither_text_nor_vector_nor_words_of_a_deleted_memory_are_left() {
        UUID id = fill();
        try (var store = open()) {
            store.delete(HOME, id);
            store.compact();
            assertNothingLeft(folder);
        }
        assertNothingLeft(folder);
    }

    @Test
    void they_are_not_when_the_namespace_has_become_too_small_for_a_saved_index() {
        UUID id = fill();
        try (var store = open()) {
            store.delete(HOME, id);
            store.deleteBatch(HOME, others.subList(0, 1_000));
            store.compact();
        }
        assertNothingLeft(folder);
    }

    @Test
    void they_are_not_when_the_process_died_before_the_index_was_saved_again() throws IOException {
        UUID id = fill();
        Path crashed = Files.createDirectory(folder.resolve("crashed"));
        try (var store = open()) {
            store.delete(HOME, id);
            for (String name : List.of("memory.db", "memory.db-wal")) {
                Files.copy(folder.resolve(name), crashed.resolve(name));
            }
        }
        try (var store = EmbeddedMemoryStore.open(crashed.resolve("memory.db"))) {
            assertThat(store.retrieve(HOME, id)).isEmpty();
            store.compact();
        }
        assertNothingLeft(crashed);
    }

    @Test
    void nothing_is_left_of_what_an_update_took_away() {
        UUID id = fill();
        try (var store = open()) {
            store.update(
                    HOME,
                    id,
                    MemoryPatch.change()
                            .content("tea")
                            .embedding(embedding())
                            .actor("Ann")
                            .metadata(Metadata.of("key", "value"))
                            .build());
            store.compact();
        }
        assertThat(places(folder))
                .as("its session, which no update changes, is left")
                .allMatch(place -> place.startsWith("word"));
        try (var store = open()) {
            store.delete(HOME, id);
            store.compact();
        }
        assertNothingLeft(folder);
    }

    @Test
    void they_are_not_when_the_saved_index_was_damaged_and_reached_further_than_the_new_one() {
        UUID id = fill();
        try (var records = RecordFile.open(folder.resolve("memory.db"), Settings.defaults(InstantSource.system()))) {
            records.write(transaction -> {
                transaction.putChunk(HOME, "slots.ENGLISH", 0, new byte[3]);
                return true;
            });
        }
        try (var store = open()) {
            store.deleteBatch(HOME, others.subList(1_000, 1_500));
            store.delete(HOME, id);
            store.compact();
        }
        assertNothingLeft(folder);
    }

    @Test
    void they_are_not_when_the_namespace_was_dropped() {
        fill();
        try (var store = open()) {
            long before = store.status().bytesTotal();
            store.drop(HOME);
            store.compact();
            assertThat(store.status().bytesTotal()).isLessThan(before / 2);
        }
        assertNothingLeft(folder);
    }

    private EmbeddedMemoryStore open() {
        return EmbeddedMemoryStore.open(folder.resolve("memory.db"));
    }

    /// A closed store with a saved index, and a secret in it.
    private UUID fill() {
        try (var store = open()) {
            for (int i = 0; i < 1_500; i += 500) {
                store.storeAll(HOME, Stream.generate(this::other).limit(500).toList()).stream()
                        .map(Memory::id)
                        .forEach(others::add);
            }
            UUID id = store.store(
                            HOME,
                            NewMemory.of("never tell of " + WORD)
                                    .embedding(secret)
                                    .session("session of " + WORD)
                                    .actor("actor of " + WORD)
                                    .metadata(Metadata.of("key of " + WORD, "value of " + WORD))
                                    .build())
                    .id();
            store.compact();
            return id;
        } finally {
            assertThat(places(folder)).as("the search finds what is there").hasSizeGreaterThan(1);
        }
    }

    private NewMemory other() {
        return NewMemory.of("tea at the harbour " + random.nextInt(100))
                .embedding(embedding())
                .build();
    }

    private Embedding embedding() {
        float[] components = new float[DIMENSION];
        for (int i = 0; i < DIMENSION; i++) {
            components[i] = (float) random.nextGaussian();
        }
        return Embedding.of(components);
    }

    private void assertNothingLeft(Path where) {
        assertThat(places(where)).as("files with bytes of the secret").isEmpty();
    }

    /// Where the secret's word, or a piece of its vector, is found; a file has a place for each.
    private List<String> places(Path where) {
        var components = ByteBuffer.allocate(4 * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 4; i++) {
            components.putFloat(secret.toArray()[20 + i]);
        }
        String piece = new String(components.array(), StandardCharsets.ISO_8859_1);
        var found = new ArrayList<String>();
        try (Stream<Path> files = Files.list(where)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String content = Files.readString(file, StandardCharsets.ISO_8859_1);
                if (content.contains(WORD)) {
                    found.add("word in " + file);
                }
                if (content.contains(piece)) {
                    found.add("vector in " + file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }
}
