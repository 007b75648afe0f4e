package io.jamey.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jamey.Embedding;
import io.jamey.Memory;
import io.jamey.MemoryException;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// A disk that is really full: `-Djamey.postgres.full=/small` names an empty folder on a small file system, as the
/// server sees it, which the server's user owns. The tables go there, PostgreSQL's log of changes does not.
@EnabledIfSystemProperty(
        named = "jamey.postgres.full",
        matches = ".+",
        disabledReason = "NOT TESTED without a small file system: -Djamey.postgres.full=FOLDER")
class DiskFullTest {
    private static final Namespace ANN = Namespace.of("ann");
    private static final int DIMENSION = 256;
    private static final int BATCH = 100;

    private final Random random = new Random(7);
    private final TestServer server = TestServer.shared();

    private void sql(String statement) {
        run(server.url(), statement);
    }

    private static void run(String url, String statement) {
        try (var connection = DriverManager.getConnection(url);
                var prepared = connection.createStatement()) {
            prepared.execute(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(statement, e);
        }
    }

    @AfterEach
    void drop() {
        sql("DROP DATABASE IF EXISTS full_disk WITH (FORCE)");
        sql("DROP TABLESPACE IF EXISTS small");
    }

    private List<NewMemory> batch() {
        return IntStream.range(0, BATCH)
                .mapToObj(i -> {
                    var components = new float[DIMENSION];
                    for (int c = 0; c < DIMENSION; c++) {
                        components[c] = (float) random.nextGaussian();
                    }
                    return NewMemory.of("a memory of " + random.nextInt(1_000) + " words " + i)
                            .embedding(Embedding.owning(components))
                            .build();
                })
                .toList();
    }

    @Test
    void writes_are_refused_as_full_nothing_acknowledged_is_lost_and_deleting_makes_room() {
        sql("CREATE TABLESPACE small LOCATION '" + System.getProperty("jamey.postgres.full") + "'");
        sql("CREATE DATABASE full_disk TABLESPACE small");
        run(
                server.url("full_disk"),
                "CREATE TABLE ballast AS SELECT repeat(md5(i::text), 30) FROM generate_series(1, 4000) i");
        try (var store = PostgresMemoryStore.open(PostgresOptions.of(server.url("full_disk")))) {
            var acknowledged = new ArrayList<Memory>();
            MemoryException failure = catchThrowableOfType(MemoryException.class, () -> {
                while (true) {
                    acknowledged.addAll(store.storeAll(ANN, batch()));
                }
            });

            assertThat(failure.kind()).isEqualTo(MemoryException.Kind.FULL);
            assertThat(failure.getMessage()).contains("no room left");
            assertThat(acknowledged).isNotEmpty();
            assertHolds(store, acknowledged);
            List<Memory> deleted = List.copyOf(acknowledged.subList(0, acknowledged.size() / 2));
            for (Memory memory : deleted) {
                assertThat(store.delete(ANN, memory.id())).isTrue();
            }
            acknowledged.removeAll(deleted);
            assertHolds(store, acknowledged);
            // As an administrator makes room for, and PostgreSQL does on its own in a minute.
            run(server.url("full_disk"), "DROP TABLE ballast");
            run(server.url("full_disk"), "VACUUM");
            acknowledged.addAll(store.storeAll(ANN, batch()));
            assertHolds(store, acknowledged);
        }
    }

    /// All but when it was used.
    private static List<Object> written(Memory memory) {
        return List.of(memory.id(), memory.content(), memory.embedding(), memory.version());
    }

    private static void assertHolds(PostgresMemoryStore store, List<Memory> acknowledged) {
        assertThat(store.status().memories()).isEqualTo(acknowledged.size());
        for (int from = 0; from < acknowledged.size(); from += BATCH) {
            List<Memory> some = acknowledged.subList(from, Math.min(acknowledged.size(), from + BATCH));
            assertThat(store.retrieveBatch(ANN, some.stream().map(Memory::id).toList())
                            .values())
                    .extracting(DiskFullTest::written)
                    .containsExactlyElementsOf(
                            some.stream().map(DiskFullTest::written).toList());
        }
        assertThat(store.checkDerivedData().differences()).isEmpty();
    }
}
