package io.jamey.embedded.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jamey.MemoryException;
import io.jamey.MemoryException.Kind;
import io.jamey.Namespace;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class GroupWriterTest {
    private static final Namespace ANN = Namespace.of("ann");

    @TempDir
    Path folder;

    private final AtomicInteger commits = new AtomicInteger();
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
    private RecordFile file;

    @BeforeEach
    void open() {
        open(Settings.defaults(InstantSource.fixed(Samples.T0)));
    }

    private void open(Settings settings) {
        file = RecordFile.open(folder.resolve("test.jamey"), settings.listener(new WriterListener() {
            @Override
            public void groupCommitted() {
                commits.incrementAndGet();
            }
        }));
    }

    @AfterEach
    void close() {
        file.close();
        callers.shutdownNow(); // a caller who waits for ever must not hang the build
    }

    @Test
    void writesThatWaitTogetherShareOneCommit() throws Exception {
        List<Callable<Long>> works = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            String content = "m" + i;
            works.add(() -> file.write(tx -> tx.insert(Samples.plain(ANN, content))));
        }
        for (Future<Long> answer : together(works)) {
            assertThat(answer.get()).isPositive();
        }
        assertOneCommit();
        assertThat(count()).isEqualTo(50);
    }

    @Test
    void workThatThrowsUndoesOnlyItself() throws Exception {
        List<Callable<Long>> works = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            boolean bad = i % 3 == 0;
            works.add(() -> file.write(tx -> {
                long rid = tx.insert(Samples.plain(ANN, bad ? "bad" : "good"));
                if (bad) {
                    throw new IllegalArgumentException("row " + rid + " was a mistake");
                }
                return rid;
            }));
        }
        int failed = 0;
        for (Future<Long> answer : together(works)) {
            try {
                answer.get();
            } catch (java.util.concurrent.ExecutionException e) {
                assertThat(e.getCause()).isInstanceOf(IllegalArgumentException.class);
                failed++;
            }
        }
        assertThat(failed).isEqualTo(4);
        assertOneCommit();
        assertThat(count()).isEqualTo(6);
        assertThat(file.<Long>read(s -> s.sql.number(-1, "SELECT count(*) FROM memory")))
                .isEqualTo(6);
    }

    @Test
    void countersAreRightWhateverTheWorksOfAGroupDo() throws Exception {
        List<Callable<Long>> works = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            int number = i;
            works.add(() -> file.write(tx -> {
                long first = tx.insert(Samples.plain(ANN, "a"));
                long second = tx.insert(Samples.plain(ANN, "b"));
                switch (number % 4) {
                    case 0 -> assertThat(tx.count(ANN, Samples.T0)).isEqualTo(tx.rids(ANN, 0).length);
                    case 1 -> {
                        tx.delete(ANN, first);
                        tx.delete(ANN, second);
                    }
                    case 2 -> assertThat(tx.drop(ANN)).isPositive();
                    default -> assertThat(tx.countAll(Samples.T0)).isEqualTo(tx.rids(ANN, 0).length);
                }
                return tx.insert(Samples.plain(ANN, "c"));
            }));
        }
        for (Future<Long> answer : together(works)) {
            answer.get();
        }
        assertOneCommit();
        int rows = file.read(s -> s.rids(ANN, 0)).length;
        assertThat(count()).isEqualTo(rows).isPositive();
    }

    @Test
    void worksThatAreUndoneAreNotCounted() throws Exception {
        for (List<Boolean> group : List.of(List.of(false, true, true), List.of(true, false, true))) {
            List<Callable<Long>> works = new ArrayList<>();
            for (boolean good : group) {
                works.add(() -> file.write(tx -> {
                    long rid = tx.insert(Samples.plain(ANN, "a"));
                    if (!good) {
                        throw new IllegalArgumentException("a mistake");
                    }
                    return rid;
                }));
            }
            List<Future<Long>> answers = together(works);
            assertThat(answers.get(group.indexOf(false))).failsWithin(java.time.Duration.ofSeconds(30));
            assertThat(answers.getLast()).succeedsWithin(java.time.Duration.ofSeconds(30));
            int rows = file.read(s -> s.rids(ANN, 0)).length;
            assertThat(count()).isEqualTo(rows).isPositive();
        }
    }

    @Test
    void whatIsAppliedIsCommittedAndInOrderAndBeforeTheCallReturns() throws Exception {
        List<Long> applied = new ArrayList<>();
        List<Callable<Long>> works = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            works.add(() -> {
                long mine = file.write(tx -> tx.insert(Samples.plain(ANN, "m")), rid -> {
                    synchronized (applied) {
                        applied.add(rid);
                    }
                    assertThat(count()).as("committed, so that readers see it").isEqualTo(20);
                });
                synchronized (applied) {
                    assertThat(applied).contains(mine);
                }
                return mine;
            });
        }
        for (Future<Long> answer : together(works)) {
            answer.get();
        }
        assertThat(applied).isSorted().hasSize(20);
    }

    @Test
    void aFailedApplyReachesItsCallerButTheWriteStands() {
        assertThatThrownBy(() -> file.write(tx -> tx.insert(Samples.plain(ANN, "a")), _ -> {
                    throw new IllegalStateException("index broken");
                }))
                .hasMessage("index broken");
        assertThat(count()).isEqualTo(1);
        file.write(tx -> tx.insert(Samples.plain(ANN, "b")));
        assertThat(count()).isEqualTo(2);
    }

    @Test
    void anInterruptDoesNotCancelAndIsKept() {
        Thread.currentThread().interrupt();
        file.write(tx -> tx.insert(Samples.plain(ANN, "a")));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void writingFromTheWriterThreadIsRefusedInsteadOfWaitingForever() {
        assertThatThrownBy(() -> file.write(tx -> file.write(inner -> inner.insert(Samples.plain(ANN, "a")))))
                .isInstanceOf(IllegalStateException.class);
        assertThat(count()).isZero();
    }

    @Test
    void whileAnotherProgramWritesACallerHearsThatNothingWasWrittenAndReadsGoOn() {
        file.write(tx -> {
            tx.sql.run("PRAGMA busy_timeout = 20");
            return tx.insert(Samples.plain(ANN, "before"));
        });
        try (Sql foreign = Sql.open(file.path(), Sql.Use.WRITE)) {
            foreign.run("BEGIN IMMEDIATE");
            Future<Long> meanwhile = callers.submit(() -> file.write(tx -> tx.insert(Samples.plain(ANN, "meanwhile"))));
            assertThat(meanwhile)
                    .failsWithin(java.time.Duration.ofSeconds(20))
                    .withThrowableOfType(java.util.concurrent.ExecutionException.class)
                    .havingCause()
                    .isInstanceOfSatisfying(
                            MemoryException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE))
                    .withMessageContaining("nothing was written");
            assertThat(count()).as("seen by a read meanwhile").isEqualTo(1);
        }
        file.write(tx -> tx.insert(Samples.plain(ANN, "later")));
        assertThat(count()).isEqualTo(2);
    }

    @Test
    void aFullFileTakesNothingMoreButDeletesAndTheRoomTheyLeave() {
        file.close();
        open(Settings.defaults(InstantSource.system()).bytesMax(1 << 20));
        String large = "x".repeat(20_000);
        List<Long> rids = new ArrayList<>();
        assertThatThrownBy(() -> {
                    while (true) {
                        rids.add(file.write(tx -> tx.insert(Samples.plain(ANN, large))));
                    }
                })
                .isInstanceOfSatisfying(
                        MemoryException.class, e -> assertThat(e.kind()).isEqualTo(Kind.FULL));
        assertThat(count()).isEqualTo(rids.size()).isGreaterThan(10);
        for (long rid : rids.subList(0, 3)) {
            assertThat(file.<Boolean>write(tx -> tx.delete(ANN, rid))).isTrue();
        }
        file.write(tx -> tx.insert(Samples.plain(ANN, large)));
        assertThat(count()).isEqualTo(rids.size() - 2);
    }

    @Test
    void oneWriteThatDoesNotFitLeavesTheOthersOfItsGroupAlone() throws Exception {
        file.close();
        open(Settings.defaults(InstantSource.system()).bytesMax(1 << 20));
        List<Callable<Long>> works = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            String content = "x".repeat(i == 4 ? 1_000_000 : 10);
            works.add(() -> file.write(tx -> {
                tx.insert(Samples.plain(ANN, content));
                return tx.insert(Samples.plain(ANN, content));
            }));
        }
        int full = 0;
        for (Future<Long> answer : together(works)) {
            try {
                answer.get();
            } catch (java.util.concurrent.ExecutionException e) {
                assertThat(e.getCause())
                        .isInstanceOfSatisfying(
                                MemoryException.class, m -> assertThat(m.kind()).isEqualTo(Kind.FULL));
                full++;
            }
        }
        assertThat(full).isEqualTo(1);
        assertThat(count()).isEqualTo(16);
    }

    @Test
    void closingFinishesWhatWasHandedOver() throws Exception {
        var running = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        Future<Long> first = callers.submit(() -> file.write(tx -> {
            running.countDown();
            await(release);
            return tx.insert(Samples.plain(ANN, "first"));
        }));
        running.await();
        Future<?> closing = callers.submit(file::close);
        Thread.sleep(20);
        release.countDown();
        closing.get();
        assertThat(first.get()).isPositive();
        open();
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void readersSeeWholeBatchesWhileWritesRun() throws Exception {
        var done = new AtomicBoolean();
        var reading = new CountDownLatch(4);
        List<Future<Integer>> readers = new ArrayList<>();
        for (int r = 0; r < 4; r++) {
            readers.add(callers.submit(() -> {
                int reads = 0;
                do {
                    file.read(s -> {
                        long count = s.count(ANN, Samples.T0);
                        assertThat(count % 10).isZero();
                        assertThat(s.rids(ANN, 0)).hasSize((int) count);
                        return count;
                    });
                    reads++;
                    reading.countDown();
                } while (!done.get());
                return reads;
            }));
        }
        reading.await();
        for (int batch = 0; batch < 40; batch++) {
            boolean delete = batch % 4 == 3;
            file.write(tx -> {
                for (int i = 0; i < 10; i++) {
                    if (delete) {
                        tx.delete(ANN, tx.rids(ANN, 0)[0]);
                    } else {
                        tx.insert(Samples.plain(ANN, "y".repeat(3_000)));
                    }
                }
                return true;
            });
        }
        done.set(true);
        for (Future<Integer> reader : readers) {
            assertThat(reader.get(10, TimeUnit.SECONDS)).isPositive();
        }
        assertThat(count()).isEqualTo(200);
    }

    /// Lets all works wait while the writer thread is held up in the first, so that they form one group, in this order.
    private List<Future<Long>> together(List<Callable<Long>> works) throws InterruptedException {
        var running = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        Future<Boolean> first = callers.submit(() -> file.write(_ -> {
            running.countDown();
            await(release);
            return true;
        }));
        running.await();
        List<Future<Long>> answers = new ArrayList<>();
        for (Callable<Long> work : works) {
            var task = new java.util.concurrent.FutureTask<>(work);
            answers.add(task);
            Thread thread = Thread.ofPlatform().start(task);
            while (thread.getState() != Thread.State.WAITING) {
                Thread.sleep(1);
            }
        }
        release.countDown();
        assertThat(first).succeedsWithin(java.time.Duration.ofSeconds(30));
        return answers;
    }

    private void assertOneCommit() {
        // Listeners hear of a group after its callers: the writer's end is when all has been said.
        file.close();
        assertThat(commits).hasValue(1);
        open();
    }

    private long count() {
        return file.read(s -> s.count(ANN, Samples.T0));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
