package io.jamey.embedded.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jamey.Cursor;
import io.jamey.Memory;
import io.jamey.MemoryException;
import io.jamey.MemoryIds;
import io.jamey.Namespace;
import io.jamey.PageRequest.Order;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordFileTest {
    private static final Namespace ANN = Namespace.of("ann");
    private static final Namespace ANN2 = Namespace.of("ann ");
    private static final Settings SETTINGS = Settings.defaults(InstantSource.fixed(Samples.T0));
    private static final Instant NOW = Samples.T0;

    @TempDir
    Path folder;

    private RecordFile file;

    @BeforeEach
    void open() {
        file = RecordFile.open(folder.resolve("test.jamey"), SETTINGS);
    }

    @AfterEach
    void close() {
        file.close();
    }

    @Test
    void randomMemoriesComeBackAsTheyWereAlsoAfterReopening() {
        Random random = Samples.random("randomMemoriesComeBack");
        List<Memory> memories = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            memories.add(Samples.any(i % 2 == 0 ? ANN : ANN2, random));
        }
        long[] rids = file.write(tx -> {
            tx.fixDimension(Samples.DIMENSION);
            return memories.stream().mapToLong(tx::insert).toArray();
        });
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < memories.size(); i++) {
                Memory memory = memories.get(i);
                var expected = Optional.of(new StoredMemory(rids[i], memory));
                assertThat(find(memory.namespace(), memory.id(), Instant.MIN)).isEqualTo(expected);
                Namespace other = memory.namespace().equals(ANN) ? ANN2 : ANN;
                assertThat(find(other, memory.id(), Instant.MIN)).isEmpty();
            }
            close();
            open();
        }
    }

    @Test
    void rowsOfAnotherNamespaceAreMissingRows() {
        long mine = insert(Samples.plain(ANN, "mine"));
        long theirs = insert(Samples.plain(ANN2, "theirs"));
        assertThat(contents(file.read(s -> s.rows(ANN, new long[] {theirs, mine, 99}, true, NOW))))
                .containsExactly("mine");
        assertThat(file.<Boolean>write(tx -> tx.delete(ANN, theirs))).isFalse();
        Memory memory = Samples.plain(ANN, "overwritten");
        assertThat(file.<Boolean>write(tx -> tx.replace(theirs, memory))).isFalse();
        assertThat(file.<Long>read(s -> s.count(ANN2, NOW))).isEqualTo(1);
    }

    @Test
    void theSameIdLivesInTwoNamespacesButOnlyOnceInOne() {
        Memory memory = Samples.plain(ANN, "one");
        insert(memory);
        insert(in(ANN2, memory));
        assertThatThrownBy(() -> insert(memory))
                .isInstanceOfSatisfying(
                        MemoryException.class, e -> assertThat(e.kind()).isEqualTo(MemoryException.Kind.CONFLICT));
        insert(Samples.plain(ANN, "the store goes on"));
        assertThat(file.<Long>read(s -> s.countAll(NOW))).isEqualTo(3);
    }

    @Test
    void readsByIdAndRowKeepTheOrderAskedForAndLeaveEmbeddingsOutOnRequest() {
        var random = new Random(1);
        Memory a = Samples.embedded(ANN, "a", random);
        Memory b = Samples.embedded(ANN, "b", random);
        long ridA = insert(a);
        long ridB = insert(b);
        assertThat(contents(file.read(s -> s.findAll(ANN, List.of(b.id(), MemoryIds.next(), a.id()), false, NOW))))
                .containsExactly("b", "a");
        List<StoredMemory> bare = file.read(s -> s.rows(ANN, new long[] {ridB, ridA}, false, NOW));
        assertThat(contents(bare)).containsExactly("b", "a");
        assertThat(bare.getFirst().memory().embedding()).isEmpty();
        assertThat(file.<List<StoredMemory>>read(s -> s.rows(ANN, new long[] {ridA}, true, NOW))
                        .getFirst()
                        .memory())
                .isEqualTo(a);
    }

    @Test
    void embeddingsComeWithTheIndexOfTheirRowAndMissingOnesDoNot() {
        Memory memory = Samples.embedded(ANN, "a", new Random(1));
        long rid = file.write(tx -> {
            tx.fixDimension(Samples.DIMENSION);
            tx.insert(Samples.plain(ANN, "without"));
            return tx.insert(memory);
        });
        Map<Integer, float[]> found = new HashMap<>();
        file.read(s -> {
            s.embeddings(ANN, new long[] {rid - 1, rid, 99}, (i, components) -> found.put(i, components.clone()));
            s.embeddings(
                    Namespace.of("another"), new long[] {rid}, (i, components) -> found.put(i, components.clone()));
            return true;
        });
        assertThat(found).containsOnlyKeys(1);
        assertThat(found.get(1))
                .containsExactly(memory.embedding().orElseThrow().toArray());
    }

    @Test
    void pagesRunThroughAllMemoriesInBothDirectionsByCursorAndByOffset() {
        Random random = Samples.random("pagesRunThrough");
        List<Memory> memories = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            // Few distinct times, so that ids break ties; random ids, so that their sign matters.
            Memory memory = Samples.plain(ANN, "m" + i, NOW.plusSeconds(random.nextInt(5)));
            memories.add(withId(new UUID(random.nextLong(), random.nextLong()), memory));
        }
        file.write(tx -> {
            memories.forEach(tx::insert);
            return tx.insert(Samples.plain(ANN2, "not here"));
        });
        memories.sort(Comparator.comparing(Memory::createdAt).thenComparing(Memory::id, MemoryIds.ORDER));
        for (Order order : List.of(Order.NEWEST_FIRST, Order.OLDEST_FIRST)) {
            List<Memory> expected = order == Order.OLDEST_FIRST ? memories : memories.reversed();
            List<Memory> byCursor = new ArrayList<>();
            Optional<Cursor.Position> after = Optional.empty();
            while (true) {
                var slice = new Slice(order, after, 0, 7, false);
                List<StoredMemory> page = file.read(s -> s.page(ANN, slice, NOW));
                if (page.isEmpty()) {
                    break;
                }
                page.forEach(stored -> byCursor.add(stored.memory()));
                Memory last = page.getLast().memory();
                after = Optional.of(Cursor.Position.of(last, order));
            }
            assertThat(byCursor).isEqualTo(expected);
            var slice = new Slice(order, Optional.empty(), 20, 10, false);
            assertThat(file.<List<StoredMemory>>read(s -> s.page(ANN, slice, NOW)).stream()
                            .map(StoredMemory::memory))
                    .isEqualTo(expected.subList(20, 30));
        }
    }

    @Test
    void anExpiredMemoryIsInvisibleFromThatInstantOnAndStillThereToBeDeleted() {
        Instant end = NOW.plusSeconds(10);
        Memory fleeting = Samples.expiring(ANN, "fleeting", end);
        Memory only = Samples.expiring(ANN2, "only", end);
        long rid = insert(fleeting);
        insert(only);
        insert(Samples.plain(ANN, "lasting"));
        Instant before = end.minusNanos(1_000);
        assertThat(file.<Long>read(s -> s.count(ANN, before))).isEqualTo(2);
        assertThat(namespaces(before)).containsExactly(ANN, ANN2);
        var all = new Slice(Order.NEWEST_FIRST, Optional.empty(), 0, 10, false);
        assertThat(file.<List<StoredMemory>>read(s -> s.page(ANN, all, before))).hasSize(2);

        assertThat(file.<Long>read(s -> s.count(ANN, end))).isEqualTo(1);
        assertThat(file.<Long>read(s -> s.countAll(end))).isEqualTo(1);
        assertThat(file.<Long>read(s -> s.countExpired(end))).isEqualTo(2);
        assertThat(namespaces(end)).containsExactly(ANN);
        assertThat(contents(file.read(s -> s.page(ANN, all, end)))).containsExactly("lasting");
        assertThat(find(ANN, fleeting.id(), end)).isEmpty();
        assertThat(file.<List<StoredMemory>>read(s -> s.rows(ANN, new long[] {rid}, false, end)))
                .isEmpty();
        assertThat(find(ANN, fleeting.id(), Instant.MIN)).isPresent();
        assertThat(file.read(s -> s.expired(end, 10)).stream().map(Snapshot.Due::namespace))
                .containsExactlyInAnyOrder(ANN, ANN2);
    }

    @Test
    void replacingKeepsTheRowAndChangesEverythingElse() {
        var random = new Random(2);
        Memory before = Samples.embedded(ANN, "before", random);
        long rid = insert(before);
        for (Optional<Instant> expires : List.of(Optional.of(NOW.plusSeconds(5)), Optional.<Instant>empty())) {
            Memory after = new Memory(
                    before.id(),
                    ANN,
                    before.type(),
                    "after",
                    Optional.empty(),
                    before.metadata(),
                    before.session(),
                    before.sequence(),
                    before.actor(),
                    0.9,
                    before.createdAt(),
                    NOW.plusSeconds(1),
                    before.lastAccessed(),
                    expires,
                    2);
            assertThat(file.<Boolean>write(tx -> tx.replace(rid, after))).isTrue();
            assertThat(find(ANN, before.id(), NOW)).contains(new StoredMemory(rid, after));
            assertThat(file.<Long>read(s -> s.countExpired(NOW.plusSeconds(9)))).isEqualTo(expires.isPresent() ? 1 : 0);
        }
    }

    @Test
    void aRowNumberNeverReturnsNotEvenAfterDeletingTheLastAndReopening() {
        long first = insert(Samples.plain(ANN, "a"));
        file.write(tx -> tx.delete(ANN, first));
        long second = insert(Samples.plain(ANN, "b"));
        assertThat(second).isGreaterThan(first);
        file.write(tx -> tx.delete(ANN, second));
        close();
        open();
        assertThat(insert(Samples.plain(ANN, "c"))).isGreaterThan(second);
    }

    @Test
    void aNamespaceGoesWithItsLastMemoryAndTakesItsChunksAlong() {
        long rid = insert(Samples.plain(ANN, "a"));
        file.write(tx -> {
            tx.putChunk(ANN, "codes", 0, new byte[] {1});
            return true;
        });
        file.write(tx -> tx.delete(ANN, rid));
        assertThat(namespaces(NOW)).isEmpty();
        insert(Samples.plain(ANN, "b"));
        assertThat(chunks(ANN, "codes")).isEmpty();
    }

    @Test
    void droppingANamespaceLeavesItsNeighbourAlone() {
        insert(Samples.plain(ANN, "a"));
        insert(Samples.expiring(ANN, "b", NOW));
        insert(Samples.plain(ANN2, "c"));
        assertThat(file.<Long>write(tx -> tx.drop(ANN))).isEqualTo(2);
        assertThat(file.<Long>read(s -> s.count(ANN, NOW))).isZero();
        assertThat(namespaces(NOW)).containsExactly(ANN2);
    }

    @Test
    void rowsAreNumberedInOrderFromTheOneGivenOn() {
        for (int i = 0; i < 10; i++) {
            insert(Samples.plain(i % 2 == 0 ? ANN : ANN2, "m" + i, NOW.minusSeconds(i)));
        }
        assertThat(file.<long[]>read(s -> s.rids(ANN, 4))).containsExactly(5, 7, 9);
    }

    @Test
    void chunksAreReplacedAndDeletedByKindAndOrdinal() {
        file.write(tx -> {
            tx.putChunk(ANN, "codes", 0, new byte[] {9});
            return true;
        });
        assertThat(chunks(ANN, "codes")).as("no namespace, no chunk").isEmpty();
        insert(Samples.plain(ANN, "a"));
        file.write(tx -> {
            tx.putChunk(ANN, "codes", 1, new byte[] {1});
            tx.putChunk(ANN, "codes", 0, new byte[] {0});
            tx.putChunk(ANN, "codes", 1, new byte[] {2});
            tx.putChunk(ANN, "words", 0, new byte[] {3});
            return true;
        });
        assertThat(chunks(ANN, "codes")).containsExactly("0:0", "1:2");
        file.write(tx -> {
            tx.deleteChunk(ANN, "codes", 0);
            tx.deleteChunksBut(ANN, "des");
            return true;
        });
        assertThat(chunks(ANN, "codes")).containsExactly("1:2");
        assertThat(chunks(ANN, "words")).isEmpty();
        file.write(tx -> {
            tx.deleteChunks(ANN);
            return true;
        });
        assertThat(chunks(ANN, "codes")).isEmpty();
    }

    @Test
    void theDimensionIsFixedOnce() {
        assertThat(file.<OptionalInt>read(Snapshot::dimension)).isEmpty();
        file.write(tx -> {
            tx.fixDimension(8);
            tx.fixDimension(8);
            return true;
        });
        assertThat(file.<OptionalInt>read(Snapshot::dimension)).hasValue(8);
        assertThatThrownBy(() -> file.write(tx -> {
                    tx.fixDimension(9);
                    return true;
                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("8");
    }

    @Test
    void touchesAreSeenAtOnceAndKeptByAClose() {
        Memory memory = Samples.plain(ANN, "a");
        long rid = insert(memory);
        Instant later = NOW.plusSeconds(60);
        file.touch(new long[] {rid, 99}, later);
        file.touch(new long[] {rid}, NOW.plusSeconds(30));
        for (int round = 0; round < 2; round++) {
            assertThat(file.read(s -> s.find(ANN, memory.id(), NOW))
                            .orElseThrow()
                            .memory()
                            .lastAccessed())
                    .isEqualTo(later);
            close();
            open();
        }
    }

    @Test
    void noTouchIsForgottenHoweverManyWait() {
        long[] rids = LongStream.rangeClosed(1, 300_000).toArray();
        var times = new AccessTimes();
        times.touch(rids, 7);
        assertThat(LongStream.of(rids)).allMatch(rid -> times.latest(rid, 0) == 7);
    }

    @Test
    void afterTheFirstOfManyTouchesTheOthersAreWrittenWithoutDelay() throws Exception {
        int rows = 15_000;
        long[] rids = file.write(tx -> LongStream.range(0, rows)
                .map(i -> tx.insert(Samples.plain(ANN, "a")))
                .toArray());
        file.touch(rids, NOW.plusSeconds(60));
        while (written() == 0) {
            Thread.sleep(5);
        }
        for (int i = 0; i < 20; i++) {
            insert(Samples.plain(ANN, "b"));
        }
        assertThat(written()).isEqualTo(rows);
    }

    private long written() {
        return file.<Long>read(s -> s.sql.number(0, "SELECT count(*) FROM access"));
    }

    @Test
    void aCloseOnTheWriterThreadIsRefusedAndClosesNothing() {
        assertThatThrownBy(() -> file.write(_ -> {
                    file.close();
                    return true;
                }))
                .isInstanceOf(IllegalStateException.class);
        file.touch(new long[] {insert(Samples.plain(ANN, "a"))}, NOW);
    }

    @Test
    void aCloseThatFailsClosesAllTheSame() throws Exception {
        Path reserve = folder.resolve("test.jamey.reserve");
        Files.deleteIfExists(reserve);
        Path inTheWay = Files.createDirectories(reserve.resolve("in the way"));

        assertThatThrownBy(file::close).isInstanceOf(MemoryException.class);
        assertThatThrownBy(() -> file.read(Snapshot::dimension)).isInstanceOf(IllegalStateException.class);

        Files.delete(inTheWay);
        Files.delete(reserve);
    }

    @Test
    void aFileWithAnyNameCanBeOpened() {
        Path odd = folder.resolve("a new folder/50% ?x=1#é' .jamey");
        try (var other = RecordFile.open(odd, SETTINGS)) {
            other.write(tx -> tx.insert(Samples.plain(ANN, "a")));
        }
        assertThat(odd).exists();
        try (var other = RecordFile.open(odd, SETTINGS)) {
            assertThat(other.<Long>read(s -> s.countAll(NOW))).isEqualTo(1);
        }
    }

    @Test
    void everyCallAfterCloseIsAnIllegalState() {
        close();
        close();
        assertThatThrownBy(() -> file.read(Snapshot::dimension)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> insert(Samples.plain(ANN, "a"))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> file.touch(new long[] {1}, NOW)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> file.compact()).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> file.sizes()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aClosedStoreIsOneFileAndItsLockFile() throws Exception {
        insert(Samples.plain(ANN, "a"));
        assertThat(file.sizes().total()).isGreaterThanOrEqualTo(file.sizes().live());
        close();
        try (var files = Files.list(folder)) {
            assertThat(files.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("test.jamey", "test.jamey.lock");
        }
    }

    private Optional<StoredMemory> find(Namespace namespace, UUID id, Instant now) {
        return file.read(s -> s.find(namespace, id, now));
    }

    private List<Namespace> namespaces(Instant now) {
        return file.read(s -> s.namespaces(now));
    }

    private long insert(Memory memory) {
        return file.write(tx -> tx.insert(memory));
    }

    private List<String> chunks(Namespace namespace, String kind) {
        List<String> found = new ArrayList<>();
        file.read(s -> {
            s.chunks(namespace, kind, (ordinal, data) -> found.add(ordinal + ":" + data[0]));
            return true;
        });
        return found;
    }

    private static List<String> contents(List<StoredMemory> stored) {
        return stored.stream().map(s -> s.memory().content()).toList();
    }

    private static Memory in(Namespace namespace, Memory m) {
        return copy(m, m.id(), namespace);
    }

    private static Memory withId(UUID id, Memory m) {
        return copy(m, id, m.namespace());
    }

    private static Memory copy(Memory m, UUID id, Namespace namespace) {
        return new Memory(
                id,
                namespace,
                m.type(),
                m.content(),
                m.embedding(),
                m.metadata(),
                m.session(),
                m.sequence(),
                m.actor(),
                m.importance(),
                m.createdAt(),
                m.updatedAt(),
                m.lastAccessed(),
                m.expiresAt(),
                m.version());
    }
}
