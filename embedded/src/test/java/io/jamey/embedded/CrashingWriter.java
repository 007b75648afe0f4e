package io.jamey.embedded;

import io.jamey.Embedding;
import io.jamey.MemoryPatch;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;

/// The victim of [CrashTest], in a process of its own: writes until it is killed. Each thread has a namespace,
/// says on standard output what it is about to do, does it, and says when it was acknowledged.
final class CrashingWriter {
    /// Ends every whole line.
    static final String END = ";";

    private static final int THREADS = 4;

    private CrashingWriter() {}

    /// Writes to a store until killed.
    ///
    /// @param args the store's file, and a seed
    public static void main(String[] args) throws InterruptedException {
        // Not to be left running when the tests are killed.
        ProcessHandle.current().parent().ifPresent(tests -> {
            var _ = tests.onExit().thenRun(() -> Runtime.getRuntime().halt(1));
        });
        var log = new PrintStream(System.out, true);
        var store = EmbeddedMemoryStore.open(Path.of(args[0]));
        var threads = new ArrayList<Thread>();
        for (int number = 0; number < THREADS; number++) {
            int thread = number;
            var random = new Random(Long.parseLong(args[1]) + thread);
            threads.add(Thread.ofPlatform().start(() -> write(store, thread, random, log)));
        }
        log.println("READY");
        for (Thread thread : threads) {
            thread.join();
        }
    }

    static Namespace namespace(int thread) {
        return Namespace.of("tenant " + thread);
    }

    private static void write(EmbeddedMemoryStore store, int thread, Random random, PrintStream log) {
        Namespace namespace = namespace(thread);
        var alive = new ArrayList<UUID>();
        store.listPaginated(namespace, 1_000, 0).items().forEach(memory -> alive.add(memory.id()));
        while (true) {
            int dice = random.nextInt(10);
            if (alive.isEmpty() || dice < 4) {
                List<UUID> ids = IntStream.range(0, dice == 0 ? 5 : 1)
                        .mapToObj(_ -> new UUID(random.nextLong(), random.nextLong()))
                        .toList();
                String content = "content " + random.nextInt(1_000_000);
                log.println(thread + " store " + content.substring(8) + " " + joined(ids) + END);
                store.storeAll(
                        namespace,
                        ids.stream().map(id -> draft(id, content, random)).toList());
                alive.addAll(ids);
            } else if (dice < 7) {
                UUID id = alive.get(random.nextInt(alive.size()));
                String content = "content " + random.nextInt(1_000_000);
                log.println(thread + " update " + content.substring(8) + " " + id + END);
                store.update(
                        namespace, id, MemoryPatch.change().content(content).build());
            } else {
                UUID id = alive.remove(random.nextInt(alive.size()));
                log.println(thread + " delete 0 " + id + END);
                store.delete(namespace, id);
            }
            log.println(thread + " done" + END);
        }
    }

    private static NewMemory draft(UUID id, String content, Random random) {
        float[] vector = new float[64];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) random.nextGaussian();
        }
        return NewMemory.of(content).id(id).embedding(Embedding.owning(vector)).build();
    }

    private static String joined(List<UUID> ids) {
        return String.join(" ", ids.stream().map(UUID::toString).toList());
    }
}
