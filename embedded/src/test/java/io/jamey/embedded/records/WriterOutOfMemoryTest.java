package io.jamey.embedded.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jamey.MemoryException;
import io.jamey.Namespace;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Memory that runs out on the writer thread, anywhere, costs a caller an answer at worst: nobody waits for ever.
class WriterOutOfMemoryTest {
    private static final Namespace ANN = Namespace.of("ann");

    @TempDir
    private Path folder;

    private final AtomicInteger faultsOfUndone = new AtomicInteger();
    private final AtomicInteger faultsOfCommitted = new AtomicInteger();
    private final AtomicInteger faultsOfReopened = new AtomicInteger();
    private final AtomicInteger reopened = new AtomicInteger();
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
    private RecordFile file;

    @BeforeEach
    void open() {
        file = RecordFile.open(
                folder.resolve("test.jamey"),
                Settings.defaults(InstantSource.fixed(Samples.T0)).listener(new WriterListener() {
                    @Override
                    public void groupCommitted() {
                        runOut(faultsOfCommitted);
                    }

                    @Override
                    public void undone() {
                        runOut(faultsOfUndone);
                    }

                    @Override
                    public void reopened() {
                        runOut(faultsOfReopened);
                        reopened.incrementAndGet();
                    }
                }));
    }

    private static void runOut(AtomicInteger times) {
        if (times.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new OutOfMemoryError("planted");
        }
    }

    @AfterEach
    void close() throws Exception {
        answer(callers.submit(file::close)); // a close that hangs must not hang the build
        callers.shutdownNow();
    }

    private Future<Long> store(String content) {
        return callers.submit(() -> file.write(tx -> tx.insert(Samples.plain(ANN, content))));
    }

    private static <T> T answer(Future<T> future) throws Exception {
        return future.get(20, TimeUnit.SECONDS);
    }

    @Test
    void whenAGroupIsUndoneItsCallersHearOfItAndWritesGoOn() throws Exception {
        faultsOfUndone.set(1);
        Future<Long> fails = callers.submit(() -> file.write(_ -> {
            throw new IllegalArgumentException("a reason to undo");
        }));

        assertThatThrownBy(() -> answer(fails))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(MemoryException.class)
                .hasMessageContaining("may or may not have happened");
        assertThat(answer(store("later"))).isPositive();
        assertThat(reopened).as("derived again").hasValue(1);
    }

    @Test
    void whenAGroupWasCommittedItStandsAndWritesGoOn() throws Exception {
        faultsOfCommitted.set(1);

        assertThat(answer(store("durable"))).isPositive();
        assertThat(answer(store("later"))).isPositive();
        assertThat(file.<Long>read(s -> s.sql.number(-1, "SELECT count(*) FROM memory")))
                .isEqualTo(2);
    }

    @Test
    void whileThereIsNoMemoryToRecoverItIsTriedAgain() throws Exception {
        faultsOfUndone.set(1);
        faultsOfReopened.set(3);
        Future<Long> fails = callers.submit(() -> file.write(_ -> {
            throw new IllegalArgumentException("a reason to undo");
        }));

        assertThatThrownBy(() -> answer(fails)).isInstanceOf(ExecutionException.class);
        assertThat(answer(store("later"))).isPositive();
        assertThat(reopened).hasValue(1);
    }
}
