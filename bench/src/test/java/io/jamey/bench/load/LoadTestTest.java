package io.jamey.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jamey.Filter;
import io.jamey.Memory;
import io.jamey.MemoryException;
import io.jamey.MemoryPatch;
import io.jamey.MemoryStore;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.SearchRequest;
import io.jamey.SearchResult;
import io.jamey.bench.dataset.Steps;
import io.jamey.layers.ForwardingMemoryStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadTestTest {
    private static final Duration SHORT = Duration.ofMillis(250);
    private static final Load TWO = new Load.Closed(2);
    private static final Load STEADY = new Load.Open(400, Load.Arrivals.UNIFORM);

    @TempDir
    private Path folder;

    private RunResult run(Load load, Settings settings, UnaryOperator<MemoryStore> wrapped) {
        return new LoadTest(Trial.in(folder, wrapped), settings, Steps.UNHEARD, new StopSignal())
                .run(List.of(load))
                .getFirst();
    }

    private RunResult run(UnaryOperator<MemoryStore> wrapped) {
        return run(TWO, Trial.settings(Mix.USUAL.toString(), SHORT), wrapped);
    }

    private static void assertFailed(RunResult result, String reason) {
        assertThat(result.verdict().status()).isEqualTo(Verdict.Status.FAILED);
        assertThat(String.join("\n", result.verdict().reasons())).contains(reason);
    }

    @Test
    void aSoundStoreDoesAllThatIsAsked() {
        RunResult closed = run(UnaryOperator.identity());
        RunResult open = run(STEADY, Trial.settings(Mix.USUAL.toString(), SHORT), UnaryOperator.identity());

        assertThat(closed.verdict().status()).isEqualTo(Verdict.Status.VALID);
        assertThat(closed.all().perSecond()).isPositive();
        assertThat(closed.memories().after()).isGreaterThan(closed.memories().before());
        assertThat(open.verdict().status()).isNotEqualTo(Verdict.Status.FAILED); // busy machines send late
        assertThat(open.all().latency().count()).isEqualTo(99);
        assertThat(open.all().failed()).isZero();
        assertThat(open.actions()).extracting(ActionFigures::name).contains("store", "search");
    }

    @Test
    void aLostWriteIsDetected() {
        assertFailed(run(store -> new FaultyStore(store, new FaultyStore.Fault.LostWrites(5))), "lost");
    }

    @Test
    void aLostUpdateIsDetectedThoughNobodyReadsIt() {
        RunResult result = run(TWO, Trial.settings("update=1", SHORT), store -> new ForwardingMemoryStore(store) {
            @Override
            public Optional<Memory> update(Namespace namespace, UUID id, MemoryPatch patch) {
                return inner().retrieve(namespace, id).map(memory -> patch.appliedTo(memory, Instant.now()));
            }
        });

        assertFailed(result, "an update of memory");
    }

    @Test
    void aDeletionThatDoesNothingIsDetected() {
        RunResult result =
                run(TWO, Trial.settings("delete=1,store=2", SHORT), store -> new ForwardingMemoryStore(store) {
                    @Override
                    public int deleteBatch(Namespace namespace, Collection<UUID> ids) {
                        return ids.size();
                    }
                });

        assertFailed(result, "is there though its deletion was acknowledged");
        assertFailed(result, "memories instead of");
    }

    @Test
    void aSearchThatFindsTooFewIsDetected() {
        RunResult result = run(store -> new ForwardingMemoryStore(store) {
            @Override
            public SearchResult search(Namespace namespace, SearchRequest request) {
                var found = inner().search(namespace, request);
                return new SearchResult(
                        found.matches().subList(0, Math.max(0, found.matches().size() - 1)), found.plan());
            }
        });

        assertFailed(result, "a search in bench-");
        assertThat(result.all().failed(Failure.WRONG)).isPositive();
    }

    @Test
    void errorsAreCountedByKind() {
        RunResult result = run(store -> new ForwardingMemoryStore(store) {
            @Override
            public List<Memory> storeAll(Namespace namespace, List<NewMemory> memories) {
                throw new MemoryException(MemoryException.Kind.FULL, "no room");
            }
        });

        assertFailed(result, "no room");
        assertThat(result.all().failed(Failure.FULL)).isEqualTo(result.all().failed());
        assertThat(result.actions()).extracting(ActionFigures::name).contains("store");
    }

    @Test
    void aServerThatRefusesIsAtItsLimitAndNotAtFault() {
        RunResult result = run(store -> new ForwardingMemoryStore(store) {
            @Override
            public Optional<Memory> update(Namespace namespace, UUID id, MemoryPatch patch) {
                throw new MemoryException(MemoryException.Kind.UNAVAILABLE, Trial.REFUSAL);
            }
        });

        assertThat(result.verdict().status()).isEqualTo(Verdict.Status.VALID);
        assertThat(result.all().failed(Failure.REFUSED))
                .isPositive()
                .isEqualTo(result.all().failed());
        assertThat(String.join("\n", result.verdict().remarks())).contains("were refused");
    }

    @Test
    void aStoreThatRunsAlreadyIsFilledInNamespacesOfTheTestAndEmptiedOfThem() {
        try (MemoryStore running =
                Trial.in(folder, UnaryOperator.identity()).fill().store()) {
            List<Namespace> before = running.namespaces();
            var stop = new StopSignal();
            var target = new LiveTarget(
                    "live",
                    Trial.in(folder, UnaryOperator.identity()).shape(),
                    "test-",
                    running,
                    running,
                    _ -> false,
                    Steps.UNHEARD,
                    stop);

            RunResult result = new LoadTest(target, Trial.settings(Mix.USUAL.toString(), SHORT), Steps.UNHEARD, stop)
                    .run(List.of(TWO))
                    .getFirst();

            assertThat(result.verdict().reasons()).isEmpty();
            assertThat(result.memories().before()).isEqualTo(200);
            assertThat(running.namespaces()).isEqualTo(before);
            try (Target.Filled filled = target.fill()) {
                assertThat(running.count(target.namespace(3), Filter.everything()))
                        .isEqualTo(50);
                assertThat(filled.store()).isSameAs(running);
            }
            stop.ask();
            target.fill().close();
            assertThat(running.namespaces()).isEqualTo(before);
        }
    }

    @Test
    void whatAFaultLeavesHalfFilledIsEmptiedToo() {
        try (MemoryStore running =
                Trial.in(folder, UnaryOperator.identity()).fill().store()) {
            List<Namespace> before = running.namespaces();
            var full = new ForwardingMemoryStore(running) {
                private int stored;

                @Override
                public List<Memory> storeAll(Namespace namespace, List<NewMemory> memories) {
                    if (++stored == 3) {
                        throw new MemoryException(MemoryException.Kind.FULL, "no room");
                    }
                    return inner().storeAll(namespace, memories);
                }
            };
            var target = new LiveTarget(
                    "live",
                    Trial.in(folder, UnaryOperator.identity()).shape(),
                    "test-",
                    full,
                    full,
                    _ -> false,
                    Steps.UNHEARD,
                    new StopSignal());

            assertThatThrownBy(target::fill).isInstanceOf(MemoryException.class).hasMessage("no room");
            assertThat(running.namespaces()).isEqualTo(before);
        }
    }

    @Test
    void aStallIsSeenByAllThatWereDueMeanwhile() {
        var stall = new FaultyStore.Fault.Stall(20, Duration.ofMillis(400));
        RunResult result = run(
                STEADY, Trial.settings("retrieve=1", Duration.ofSeconds(1)), store -> new FaultyStore(store, stall));

        // Of 400 requests at least 80 were due in the first half of the stall.
        assertThat(result.all().latency().quantile(0.9).orElseThrow()).isGreaterThan(150_000_000);
        assertThat(result.all().latency().count()).isEqualTo(399);
    }

    @Test
    void aRunThatMayNotSendIsInvalid() {
        var stall = new FaultyStore.Fault.Stall(5, Duration.ofMillis(200));
        var few = new Settings(
                Mix.parse("retrieve=1"), Duration.ofMillis(300), Duration.ZERO, Duration.ofSeconds(10), 2, 3);
        RunResult result = run(STEADY, few, store -> new FaultyStore(store, stall));

        assertThat(result.verdict().status()).isEqualTo(Verdict.Status.INVALID);
        assertThat(result.generator().orElseThrow().held()).isPositive();
        assertThat(result.all().latency().count()).isEqualTo(119);
    }

    @Test
    void whatIsNeverAnsweredIsATimeoutAndCounted() {
        var stall = new FaultyStore.Fault.Stall(10, Duration.ofMillis(500));
        var impatient = new Settings(
                Mix.parse("retrieve=1"), Duration.ofMillis(100), Duration.ZERO, Duration.ofMillis(50), 1_000, 3);
        RunResult result = run(STEADY, impatient, store -> new FaultyStore(store, stall));

        assertThat(result.all().failed(Failure.TIMEOUT)).isGreaterThanOrEqualTo(25);
        assertThat(result.all().latency().count()).isEqualTo(39);
        assertThat(String.join("\n", result.verdict().remarks())).contains("no answer in time");
    }

    @Test
    void aMixThatUsesUpTheStoreIsInvalid() {
        RunResult result = run(TWO, Trial.settings("delete=1", Duration.ofSeconds(20)), UnaryOperator.identity());

        assertThat(result.verdict().status()).isEqualTo(Verdict.Status.INVALID);
        assertThat(result.memories().after()).isZero();
    }

    @Test
    void aStopEndsARunAndKeepsWhatWasMeasured() {
        var stop = new StopSignal();
        var store = Trial.in(folder, inner -> new ForwardingMemoryStore(inner) {
            private int stored;

            @Override
            public synchronized List<Memory> storeAll(Namespace namespace, List<NewMemory> memories) {
                if (++stored == 30) {
                    stop.ask();
                }
                return inner().storeAll(namespace, memories);
            }
        });
        List<RunResult> results = new LoadTest(
                        store, Trial.settings("store=1", Duration.ofHours(1)), Steps.UNHEARD, stop)
                .run(List.of(TWO, TWO));

        assertThat(results).hasSize(1);
        assertThat(results.getFirst().all().latency().count()).isGreaterThanOrEqualTo(30);
        assertThat(String.join("\n", results.getFirst().verdict().remarks())).contains("Stopped early");
    }
}
