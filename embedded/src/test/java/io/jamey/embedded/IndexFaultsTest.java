package io.jamey.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jamey.Embedding;
import io.jamey.MemoryException;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.embedded.records.RecordFile;
import io.jamey.embedded.records.Settings;
import io.jamey.embedded.records.Snapshot;
import io.jamey.embedded.records.StoredMemory;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What becomes of an index when changing or saving it fails.
class IndexFaultsTest {
    private static final Namespace HOME = Namespace.of("home");
    private static final Namespace OTHER = Namespace.of("other");

    @TempDir
    private Path folder;

    private Engine engine;
    private MemoryWriter writer;

    @BeforeEach
    void open() {
        InstantSource clock = InstantSource.fixed(Instant.EPOCH);
        RecordFile records = RecordFile.open(
                folder.resolve("memory.db"), Settings.defaults(clock).bytesMax(2 << 20));
        engine = Engines.over(records, clock);
        writer = new MemoryWriter(engine, new SessionEnds());
    }

    @AfterEach
    void close() {
        engine.records().close();
    }

    @Test
    void anIndexThatAChangeDidNotReachWholeIsGivenUp() {
        NewMemory plain = NewMemory.of("plain").build();
        NewMemory coded = NewMemory.of("coded").embedding(Embedding.of(1, 2, 3)).build();
        plantCodesOfAnotherDimension();

        assertThatThrownBy(() -> writer.storeAll(HOME, List.of(plain, coded)))
                .as("fails half way, when it is durable already")
                .hasMessageContaining("dimension");

        assertThat(new Verifier(engine).run().problems()).isEmpty();
        try (Residents.Lease lease = engine.lease(HOME)) {
            assertThat(lease.index().read(() -> lease.index().slots().size())).isEqualTo(2);
        }
    }

    private void plantCodesOfAnotherDimension() {
        NewMemory draft = NewMemory.of("planted").embedding(Embedding.of(1, 2)).build();
        var planted = new StoredMemory(99, draft.stored(HOME, new UUID(1, 1), 0, Instant.EPOCH));
        var words = Optional.of(engine.words().analyze("planted"));
        try (Residents.Lease lease = engine.lease(HOME)) {
            lease.index().apply(List.of(new IndexChange.Put(planted, words)));
        }
    }

    @Test
    void whatCouldNotBeSavedIsSavedTheNextTime() {
        writer.storeAll(HOME, Collections.nCopies(1_000, NewMemory.of("tea").build()));
        fillTheFile();
        try (Residents.Lease lease = engine.lease(HOME)) {
            var saved = new SavedIndex(engine, HOME);
            assertThatThrownBy(() -> saved.save(lease.index()))
                    .isInstanceOfSatisfying(
                            MemoryException.class, e -> assertThat(e.kind()).isEqualTo(MemoryException.Kind.FULL));

            writer.drop(OTHER);
            saved.save(lease.index());
        }
        assertThat(engine.records().read(Snapshot::namespacesWithChunks)).containsExactly(HOME);
    }

    private void fillTheFile() {
        for (int length : new int[] {50_000, 2_000}) {
            NewMemory large = NewMemory.of("x".repeat(length)).build();
            assertThatThrownBy(() -> {
                        while (true) {
                            writer.storeAll(OTHER, List.of(large));
                        }
                    })
                    .isInstanceOf(MemoryException.class);
        }
    }
}
