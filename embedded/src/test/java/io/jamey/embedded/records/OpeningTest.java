package io.jamey.embedded.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jamey.MemoryException;
import io.jamey.MemoryException.Kind;
import io.jamey.Namespace;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpeningTest {
    private static final Namespace ANN = Namespace.of("ann");
    private static final Settings SETTINGS = Settings.defaults(InstantSource.fixed(Samples.T0));

    @TempDir
    Path folder;

    private Path path;

    @BeforeEach
    void name() {
        path = folder.resolve("test.jamey");
    }

    @Test
    void aSecondOpenInThisProcessIsRefusedAndHarmsNothing() throws Exception {
        Path link = folder.resolve("link.jamey");
        try (var file = open()) {
            Files.createSymbolicLink(link, path);
            for (Path same : List.of(path, folder.resolve("x/../test.jamey"), link)) {
                Files.createDirectories(folder.resolve("x"));
                assertFails(Kind.UNAVAILABLE, "this process", () -> RecordFile.open(same, SETTINGS));
            }
            // The refused opens must not have dropped the lock against others.
            try (Child child = Child.start(Child.Role.OPEN, path)) {
                assertThat(child.line())
                        .startsWith("REFUSED")
                        .contains("process " + ProcessHandle.current().pid());
            }
            file.write(tx -> tx.insert(Samples.plain(ANN, "a")));
        }
        open().close();
    }

    @Test
    void aSecondProcessIsRefusedByTheNameOfTheFirstUntilThatDies() throws Exception {
        open().close();
        try (Child child = Child.start(Child.Role.OPEN, path)) {
            assertThat(child.line()).isEqualTo("OPEN");
            assertFails(Kind.UNAVAILABLE, path + " is open in process " + child.pid(), this::open);
            child.kill();
        }
        open().close();
    }

    @Test
    void aFileThatIsNoStoreIsRefusedAndLeftAsItIs() throws Exception {
        byte[] sqlite = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
        byte[] foreign = new byte[8192];
        System.arraycopy(sqlite, 0, foreign, 0, sqlite.length);
        for (byte[] content : new byte[][] {{}, "dear diary".getBytes(StandardCharsets.US_ASCII), foreign}) {
            Files.write(path, content);
            assertFails(Kind.CORRUPT, path + " is not a Jamey store", this::open);
            assertThat(Files.readAllBytes(path)).isEqualTo(content);
        }
    }

    @Test
    void aNewerFormatIsRefusedAndLeftAsItIs() throws Exception {
        open().close();
        try (Sql sql = Sql.open(path, Sql.Use.WRITE)) {
            sql.run("PRAGMA user_version = 99");
        }
        byte[] before = Files.readAllBytes(path);
        assertFails(Kind.UNAVAILABLE, "format 99", this::open);
        assertThat(Files.readAllBytes(path)).isEqualTo(before);
    }

    @Test
    void anOlderFormatIsBroughtUpToDateStepByStep() {
        try (Sql sql = Sql.open(path, Sql.Use.WRITE)) {
            // Format 0: ours, but without tables.
            sql.run("PRAGMA application_id = " + Schema.APPLICATION_ID);
        }
        try (var file = open()) {
            file.write(tx -> tx.insert(Samples.plain(ANN, "a")));
        }
        var next = Schema.CURRENT.then(List.of("ALTER TABLE namespace ADD COLUMN note TEXT"));
        try (var file = RecordFile.open(path, SETTINGS, next)) {
            assertThat(file.<Long>read(s -> s.countAll(Samples.T0))).isEqualTo(1);
            assertThat(file.<Long>read(s -> s.sql.number(-1, "SELECT count(note) FROM namespace")))
                    .isZero();
        }
        assertFails(Kind.UNAVAILABLE, "format 3", this::open);
    }

    @Test
    void aStepThatFailsLeavesTheFileInItsOldFormat() {
        try (var file = open()) {
            file.write(tx -> tx.insert(Samples.plain(ANN, "a")));
        }
        var failing = Schema.CURRENT.then(List.of("DELETE FROM memory", "INSERT INTO nowhere VALUES(1)"));
        assertThatThrownBy(() -> RecordFile.open(path, SETTINGS, failing)).isInstanceOf(RuntimeException.class);
        try (var file = open()) {
            assertThat(file.<Long>read(s -> s.sql.number(-1, "SELECT count(*) FROM memory")))
                    .isEqualTo(1);
        }
    }

    @Test
    void aFolderThatCannotBeMadeIsAClearError() throws Exception {
        Path notAFolder = Files.writeString(folder.resolve("file"), "x");
        assertFails(Kind.UNAVAILABLE, "folder", () -> RecordFile.open(notAFolder.resolve("a.jamey"), SETTINGS));
        assertFails(Kind.UNAVAILABLE, "folder", () -> RecordFile.open(folder, SETTINGS));
    }

    @Test
    void damagedBytesAreACorruptStoreOrTheExactMemoriesNeverAnythingElse() throws Exception {
        List<StoredMemory> stored = new ArrayList<>();
        var random = Samples.random("damagedBytes");
        try (var file = open()) {
            file.write(tx -> {
                tx.fixDimension(Samples.DIMENSION);
                for (int i = 0; i < 60; i++) {
                    var memory = Samples.any(ANN, random);
                    stored.add(new StoredMemory(tx.insert(memory), memory));
                }
                return true;
            });
        }
        byte[] good = Files.readAllBytes(path);
        int noticed = 0;
        for (int round = 0; round < 60; round++) {
            byte[] bad = good.clone();
            if (round % 10 == 0) {
                bad = Arrays.copyOf(bad, 4096 * (1 + random.nextInt(good.length / 4096)));
            } else {
                for (int n = 0; n < 20; n++) {
                    bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
                }
            }
            Files.write(path, bad);
            noticed += readAll(stored);
        }
        assertThat(noticed).as("reads that noticed damage").isPositive();
    }

    /// Returns how many reads noticed damage; those that did not must return what was stored.
    private int readAll(List<StoredMemory> stored) {
        int noticed = 0;
        try (var file = open()) {
            for (StoredMemory expected : stored) {
                try {
                    long[] rid = {expected.rid()};
                    for (StoredMemory found : file.<List<StoredMemory>>read(s -> s.rows(ANN, rid, true, Instant.MIN))) {
                        assertThat(found).isEqualTo(expected);
                    }
                } catch (MemoryException e) {
                    assertThat(e.kind()).isEqualTo(Kind.CORRUPT);
                    noticed++;
                }
            }
        } catch (MemoryException e) {
            assertThat(e).hasMessageContaining(path.toString());
            noticed++;
        }
        return noticed;
    }

    private RecordFile open() {
        return RecordFile.open(path, SETTINGS);
    }

    private static void assertFails(Kind kind, String words, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(MemoryException.class, e -> {
            assertThat(e).hasMessageContaining(words);
            assertThat(e.kind()).isEqualTo(kind);
        });
    }
}
