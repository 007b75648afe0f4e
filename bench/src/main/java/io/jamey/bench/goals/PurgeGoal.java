package io.jamey.bench.goals;

import io.jamey.Embedding;
import io.jamey.Memory;
import io.jamey.MemoryStore;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.StoreStatus;
import io.jamey.bench.data.SampleMemories;
import io.jamey.bench.goals.Goal.Place;
import io.jamey.bench.report.Quantity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;

/// Deletes half of a store, some secrets among it, gives the room back while others write, and looks for the
/// secrets in every file.
final class PurgeGoal {
    private static final Data ROWS = Data.of(10_000);
    private static final Namespace NAMESPACE = Namespace.of("purged");
    private static final int SECRETS = 8;
    private static final int BATCH = 1_000;
    /// Components of an embedding that are looked for.
    private static final int PIECE = 4;

    private PurgeGoal() {}

    static List<Goal> goals() {
        return List.of(new Goal(
                "purge",
                "half of 10,000 deleted and the store compacted",
                ROWS,
                Place.OWN_STORE,
                List.of(
                        Limit.holds("no bytes of them in any file"),
                        Limit.atMost("file after, of live bytes", 1.1, Unit.TIMES),
                        Limit.shown("the longest store meanwhile", Unit.NANOS)),
                PurgeGoal::measure));
    }

    private static List<Reading> measure(Site site) {
        Path folder = site.fresh("purge");
        SampleMemories memories = site.shape().memories();
        var secrets = secrets(memories, site.shape().rows());
        try (MemoryStore store = site.source().open(folder)) {
            List<UUID> deleted = fill(store, memories, site.shape().rows(), secrets);
            site.source().compact(store);
            int there = places(folder, secrets);
            if (there < 2 * SECRETS) {
                throw new IllegalStateException("only " + there + " of " + 2 * SECRETS
                        + " texts and embeddings are found before they are deleted: nothing would be proved");
            }
            StoreStatus before = store.status();
            for (int from = 0; from < deleted.size(); from += BATCH) {
                store.deleteBatch(NAMESPACE, deleted.subList(from, Math.min(deleted.size(), from + BATCH)));
            }
            Stretch meanwhile = compactWhileWriting(site, store);
            StoreStatus after = store.status();
            int left = places(folder, secrets);
            return List.of(
                    Reading.holds(left == 0, there + " places before, " + left + " after"),
                    new Reading(
                            (double) after.bytesTotal() / after.bytesLive(),
                            "live and total: " + sizes(before) + " before, " + sizes(after) + " after"),
                    new Reading(meanwhile.longest(), meanwhile.count() + " stores while it was compacted"));
        }
    }

    private static String sizes(StoreStatus status) {
        return Quantity.bytes((double) status.bytesLive()) + " and " + Quantity.bytes((double) status.bytesTotal());
    }

    /// Texts that nothing else has, with embeddings beyond those of the rows.
    private static List<NewMemory> secrets(SampleMemories memories, long rows) {
        return Stream.iterate(0, i -> i < SECRETS, i -> i + 1)
                .map(i -> NewMemory.of("xyzzy" + i + "quux is never to be told")
                        .embedding(Embedding.owning(memories.vectors().vector(rows + i)))
                        .build())
                .toList();
    }

    /// Stores all, and returns the ids of every second one and of the secrets.
    private static List<UUID> fill(MemoryStore store, SampleMemories memories, long rows, List<NewMemory> secrets) {
        var deleted = new ArrayList<UUID>();
        for (long from = 0; from < rows; from += BATCH) {
            store.storeAll(
                    NAMESPACE, memories.rows(from, Math.min(rows, from + BATCH)).toList());
            for (long row = from; row < Math.min(rows, from + BATCH); row += 2) {
                deleted.add(memories.id(row));
            }
        }
        store.storeAll(NAMESPACE, secrets).stream().map(Memory::id).forEach(deleted::add);
        return deleted;
    }

    private static Stretch compactWhileWriting(Site site, MemoryStore store) {
        var drafts = new Drafts(site.shape().memories(), site.scale());
        var meanwhile = new Stretch();
        CompletableFuture<Void> compacting =
                CompletableFuture.runAsync(() -> site.source().compact(store));
        do {
            NewMemory memory = drafts.next();
            long begin = System.nanoTime();
            store.store(NAMESPACE, memory);
            meanwhile.add(System.nanoTime() - begin);
        } while (!compacting.isDone());
        try {
            compacting.join();
        } catch (CompletionException e) {
            throw new IllegalStateException("compacting failed: " + e.getCause(), e);
        }
        return meanwhile;
    }

    /// How many of the secrets' texts, and pieces of their embeddings, are found in files, each counted once for
    /// each file.
    private static int places(Path folder, List<NewMemory> secrets) {
        int found = 0;
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String content = Files.readString(file, StandardCharsets.ISO_8859_1);
                for (NewMemory secret : secrets) {
                    String word = secret.content().substring(0, secret.content().indexOf(' '));
                    found += content.contains(word) ? 1 : 0;
                    found += content.contains(piece(secret.embedding().orElseThrow())) ? 1 : 0;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the files of the store cannot be read: " + e.getMessage(), e);
        }
        return found;
    }

    private static String piece(Embedding embedding) {
        var bytes = ByteBuffer.allocate(PIECE * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < PIECE; i++) {
            bytes.putFloat(embedding.at(embedding.dimension() / 2 + i));
        }
        return new String(bytes.array(), StandardCharsets.ISO_8859_1);
    }
}
