package io.jamey.embedded;

import io.jamey.Memory;
import io.jamey.MemoryException;
import io.jamey.Namespace;
import io.jamey.SearchRequest;
import io.jamey.embedded.records.Snapshot;
import io.jamey.embedded.records.StoredMemory;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Loads saved indexes when a store was opened, the largest first, and searches in the first of them until
/// searching is compiled: so the first searches of users need not wait for it. One that comes sooner waits for
/// what is left of loading.
///
/// @param stopped asked now and then: the store is being closed
record Preloader(Engine engine, MemorySearch search, BooleanSupplier stopped) {
    private static final Logger LOG = LoggerFactory.getLogger(Preloader.class);
    /// What a memory takes in an index, generously.
    private static final int MEMORY_BYTES = 600;

    private static final int REHEARSALS = 60;
    private static final long REHEARSAL_NANOS = TimeUnit.MILLISECONDS.toNanos(1_000);
    /// Letters of a memory that make a question.
    private static final int QUESTION_LETTERS = 60;

    /// Loads as much as half of the memory for indexes holds: the rest is for what is really used.
    void run() {
        boolean rehearsed = false;
        for (Namespace namespace : engine.records().read(Snapshot::namespacesWithChunks)) {
            long memories = engine.records().read(snapshot -> snapshot.count(namespace, Instant.MIN));
            if (stopped.getAsBoolean() || !engine.residents().hasHalfOfRoomFor(memories * MEMORY_BYTES)) {
                return;
            }
            try {
                engine.residents().lease(namespace, source()).close();
                if (!rehearsed) {
                    rehearsed = true;
                    rehearse(namespace);
                }
            } catch (MemoryException e) {
                LOG.warn("namespace {} was not loaded ahead: {}", namespace, e.getMessage());
            } catch (CancellationException e) {
                LOG.debug("loading ahead ends with the store", e);
                return;
            }
        }
    }

    private Residents.Source source() {
        return new Residents.Source() {
            @Override
            public NamespaceIndex load(Namespace namespace) {
                return new IndexLoader(engine, namespace, stopped).load();
            }

            @Override
            public void save(Namespace namespace, NamespaceIndex index) {
                engine.save(namespace, index);
            }
        };
    }

    /// Asks for memories that are there, which leaves no trace.
    private void rehearse(Namespace namespace) {
        long[] rids = engine.records().read(snapshot -> snapshot.rids(namespace, 0));
        var random = new SplittableRandom(rids.length);
        long end = System.nanoTime() + REHEARSAL_NANOS;
        for (int i = 0; i < REHEARSALS && rids.length > 0 && System.nanoTime() < end; i++) {
            long[] one = {rids[random.nextInt(rids.length)]};
            for (StoredMemory stored :
                    engine.records().read(snapshot -> snapshot.rows(namespace, one, true, Instant.MIN))) {
                if (stopped.getAsBoolean()) {
                    return;
                }
                search.rehearse(namespace, question(stored.memory()));
            }
        }
    }

    private static SearchRequest question(Memory memory) {
        String letters = memory.content()
                .strip()
                .codePoints()
                .limit(QUESTION_LETTERS)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        SearchRequest.Builder question = SearchRequest.of(letters);
        memory.embedding().ifPresent(question::embedding);
        return question.build();
    }
}
