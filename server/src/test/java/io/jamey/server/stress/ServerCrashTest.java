package io.jamey.server.stress;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jamey.Memory;
import io.jamey.MemoryPatch;
import io.jamey.MemoryStore;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.embedded.EmbeddedMemoryStore;
import io.jamey.layers.ForwardingMemoryStore;
import io.jamey.server.JameyServer;
import io.jamey.server.ServerOptions;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A server that is written to is killed without warning, or closed, again and again, on the same file. Whatever it
/// acknowledged is there, whatever it said is deleted is gone, what was under way has happened whole or not at all, and
/// sending that again does it once.
class ServerCrashTest {
    private static final int KILLS = Integer.getInteger("jamey.server.kills", 2);
    private static final int CLOSES = 3;
    private static final int WRITERS = 6;
    private static final int LONGEST_LIFE_MILLIS = 400;
    private static final int LONGEST_START_MILLIS = 700;

    @TempDir
    private Path folder;

    private final long seed = seed();

    private static long seed() {
        long seed = Long.getLong("jamey.seed", System.nanoTime());
        System.out.println("repeat with -Djamey.seed=" + seed);
        return seed;
    }

    @Test
    @Timeout(3600)
    void whatAKilledServerAcknowledgedIsThere() throws Exception {
        var random = new Random(seed);
        int acknowledged = 0;
        try (var writers = new Writers(WRITERS, seed)) {
            for (int kill = 1; kill <= KILLS; kill++) {
                if (kill % 5 == 0) {
                    killWhileStarting(random);
                }
                try (ServerProcess server = start()) {
                    URI address = server.awaitReady();
                    verify(writers, address, "kill " + kill);
                    Duration life = Duration.ofMillis(random.nextInt(LONGEST_LIFE_MILLIS));
                    acknowledged += writers.writeUntil(address, life, server::kill);
                }
            }
            try (ServerProcess server = start()) {
                verify(writers, server.awaitReady(), "the end");
            }
        }
        System.out.println(KILLS + " kills, " + acknowledged + " acknowledged writes, none lost");
    }

    private ServerProcess start() throws Exception {
        return ServerProcess.start(
                folder.resolve("memory.db"), List.of(), List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    }

    private void killWhileStarting(Random random) throws Exception {
        try (ServerProcess server = start()) {
            Thread.sleep(random.nextInt(LONGEST_START_MILLIS));
            server.kill();
        }
    }

    private void verify(Writers writers, URI server, String when) throws InterruptedException {
        try {
            writers.verify(server);
        } catch (AssertionError e) {
            throw new AssertionError(when + ", seed " + seed, e);
        }
    }

    /// In-process.
    private interface Use {
        void of(URI server, JameyServer running) throws Exception;
    }

    private void serve(Fault fault, Use use) throws Exception {
        try (MemoryStore store = new Faulty(EmbeddedMemoryStore.open(folder.resolve("memory.db")), fault);
                var server = JameyServer.start(ServerOptions.defaults().port(0), store)) {
            use.of(server.uri(), server);
        }
    }

    @Test
    @Timeout(120)
    void whatAClosedServerHasBegunIsAnsweredAndTheRestNeverBegun() throws Exception {
        var random = new Random(seed);
        try (var writers = new Writers(WRITERS, seed)) {
            for (int close = 0; close < CLOSES; close++) {
                Duration life = Duration.ofMillis(random.nextInt(200));
                serve(Fault.NONE, (address, server) -> {
                    verify(writers, address, "close");
                    writers.writeUntil(address, life, server::close);
                });
            }
            serve(Fault.NONE, (address, _) -> verify(writers, address, "the end"));
        }
    }

    /// What a store may do wrong.
    enum Fault {
        NONE,
        /// An acknowledged memory is not there.
        FORGETS,
        /// A deleted memory is there.
        KEEPS,
        /// Half of a change.
        TEARS,
        /// A repeated request stores again.
        DOUBLES
    }

    /// Does something wrong every few writes.
    private static final class Faulty extends ForwardingMemoryStore {
        private final Fault fault;
        private final AtomicInteger writes = new AtomicInteger();

        Faulty(MemoryStore inner, Fault fault) {
            super(inner);
            this.fault = fault;
        }

        private boolean isWrong(Fault asked) {
            return fault == asked && writes.incrementAndGet() % 10 == 0;
        }

        @Override
        public List<Memory> storeAll(Namespace namespace, List<NewMemory> memories) {
            if (fault == Fault.DOUBLES) {
                return super.storeAll(
                        namespace, memories.stream().map(Faulty::copy).toList());
            }
            List<Memory> stored = super.storeAll(namespace, memories);
            if (isWrong(Fault.FORGETS)) {
                super.deleteBatch(namespace, List.of(stored.getLast().id()));
            }
            return stored;
        }

        private static NewMemory copy(NewMemory memory) {
            return memory.withId(UUID.randomUUID());
        }

        @Override
        public int deleteBatch(Namespace namespace, Collection<UUID> ids) {
            return isWrong(Fault.KEEPS) ? ids.size() : super.deleteBatch(namespace, ids);
        }

        @Override
        public Optional<Memory> update(Namespace namespace, UUID id, MemoryPatch patch) {
            return super.update(
                    namespace,
                    id,
                    isWrong(Fault.TEARS) ? MemoryPatch.change().importance(1).build() : patch);
        }
    }

    @ParameterizedTest
    @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    @Timeout(60)
    void aStoreThatDoesWrongIsFound(Fault fault) throws Exception {
        try (var writers = new Writers(1, seed)) {
            assertThatThrownBy(() -> serve(fault, (address, _) -> {
                        writers.write(address, 200);
                        writers.verify(address);
                    }))
                    .hasStackTraceContaining("AssertionError");
        }
    }
}
