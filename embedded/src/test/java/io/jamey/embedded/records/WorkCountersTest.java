package io.jamey.embedded.records;

import static org.assertj.core.api.Assertions.assertThat;

import io.jamey.Namespace;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkCountersTest {
    private static final Namespace ANN = Namespace.of("ann");

    @TempDir
    private Path folder;

    private RecordFile file;

    @BeforeEach
    void open() {
        file = RecordFile.open(folder.resolve("memory.db"), Settings.defaults(InstantSource.fixed(Samples.T0)));
    }

    @AfterEach
    void close() {
        file.close();
    }

    /// The statements that `work` executes.
    private long statements(Runnable work) {
        long before = file.work().statements();
        work.run();
        return file.work().statements() - before;
    }

    private void insert(String content) {
        file.write(transaction -> transaction.insert(Samples.plain(ANN, content)));
    }

    @Test
    void theSameWorkTakesTheSameNumberOfStatements() {
        insert("the first enters the namespace");

        long one = statements(() -> insert("a"));

        assertThat(one).isPositive();
        assertThat(statements(() -> insert("b"))).isEqualTo(one);
        assertThat(statements(() -> {
                    insert("c");
                    insert("d");
                }))
                .isEqualTo(2 * one);
    }

    @Test
    void oneStatementMoreIsCounted() {
        long one = statements(() -> file.readLoosely(snapshot -> snapshot.countAll(Samples.T0)));
        long inTransaction = statements(() -> file.read(snapshot -> snapshot.countAll(Samples.T0)));

        assertThat(inTransaction).as("and its BEGIN and ROLLBACK").isEqualTo(one + 2);
        assertThat(statements(() -> file.readLoosely(snapshot -> {
                    snapshot.dimension();
                    return snapshot.countAll(Samples.T0);
                })))
                .isEqualTo(one + 1);
    }

    @Test
    void aWriteIsOneCommitAndAReadIsNone() {
        long before = file.work().commits();

        insert("a");
        insert("b");
        assertThat(file.work().commits()).isEqualTo(before + 2);

        file.read(snapshot -> snapshot.countAll(Samples.T0));
        assertThat(file.work().commits()).isEqualTo(before + 2);
    }

    @Test
    void whatWasDoneCanBeReadWhenTheFileIsClosed() {
        insert("a");
        WorkCounters work = file.work();

        file.close();

        assertThat(work.commits()).isEqualTo(1);
    }
}
