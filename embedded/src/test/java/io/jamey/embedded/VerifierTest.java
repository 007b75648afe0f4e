package io.jamey.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.jamey.Embedding;
import io.jamey.Memory;
import io.jamey.Metadata;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.embedded.records.RecordFile;
import io.jamey.embedded.records.Settings;
import io.jamey.embedded.records.StoredMemory;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every kind of disagreement between index and records, planted, is found and named.
class VerifierTest {
    private static final Namespace HOME = Namespace.of("home");
    private static final NewMemory DRAFT = NewMemory.of("tea at the harbour")
            .metadata(Metadata.of("place", "harbour"))
            .embedding(Embedding.of(1, 2, 3, 4))
            .session("s")
            .build();

    @TempDir
    private Path folder;

    private Engine engine;
    private Memory memory;

    @BeforeEach
    void open() {
        InstantSource clock = InstantSource.system();
        RecordFile records = RecordFile.open(folder.resolve("memory.db"), Settings.defaults(clock));
        engine = Engines.over(records, clock);
        memory = new MemoryWriter(engine, new SessionEnds())
                .storeAll(HOME, List.of(DRAFT))
                .getFirst();
    }

    @AfterEach
    void close() {
        engine.records().close();
    }

    @Test
    void a_sound_store_has_no_problems() {
        Verification found = new Verifier(engine).run();
        assertThat(found.isSound()).isTrue();
        assertThat(found.memories()).isEqualTo(1);
    }

    @Test
    void a_memory_that_the_index_misses_is_found() {
        plant(new IndexChange.Remove(memory.id()));
        assertFound("the index has not");
    }

    @Test
    void a_memory_that_the_file_misses_is_found() {
        Memory ghost = DRAFT.stored(HOME, UUID.randomUUID(), 9, memory.createdAt());
        plant(put(ghost, 4_711, "tea"));
        assertFound("the file has not");
    }

    @Test
    void other_metadata_is_found() {
        NewMemory other = NewMemory.of(DRAFT.content())
                .metadata(Metadata.of("place", "garden"))
                .embedding(Embedding.of(1, 2, 3, 4))
                .session("s")
                .build();
        plant(put(other.stored(HOME, memory.id(), 0, memory.createdAt()), rid(), DRAFT.content()));
        assertFound("other attributes");
    }

    @Test
    void other_words_are_found() {
        plant(put(memory, rid(), "coffee at the harbour"));
        assertFound("other words");
    }

    @Test
    void another_code_is_found() {
        plant(put(memory.withEmbedding(Optional.of(Embedding.of(-4, 3, -2, 1))), rid(), memory.content()));
        assertFound("another code");
    }

    @Test
    void another_cached_embedding_is_found() {
        engine.vectors().put(rid(), new float[] {1, 2, 3, 5});
        assertFound("the cache has another embedding");
    }

    @Test
    void damaged_bytes_are_found() {
        engine.records().write(transaction -> {
            transaction.putChunk(HOME, "slots.ENGLISH", 0, new byte[3]);
            return true;
        });
        engine.residents().clear();
        assertThat(new Verifier(engine).run().isSound())
                .as("a damaged saved index is derived again")
                .isTrue();
    }

    private long rid() {
        return engine.records().read(snapshot -> snapshot.rids(HOME, 0))[0];
    }

    private IndexChange put(Memory planted, long rid, String words) {
        return new IndexChange.Put(
                new StoredMemory(rid, planted), Optional.of(engine.words().analyze(words)));
    }

    private void plant(IndexChange fault) {
        try (Residents.Lease lease = engine.lease(HOME)) {
            lease.index().apply(List.of(fault));
        }
    }

    private void assertFound(String what) {
        Verification found = new Verifier(engine).run();
        assertThat(found.isSound()).isFalse();
        assertThat(found.problems()).hasSize(1).first().asString().contains("home", what);
    }
}
