package io.jamey.testkit;

import static io.jamey.testkit.Failures.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jamey.Field;
import io.jamey.Filter;
import io.jamey.Memory;
import io.jamey.MemoryException;
import io.jamey.MemoryIds;
import io.jamey.MemoryStore;
import io.jamey.MemoryType;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.Page;
import io.jamey.sessions.Session;
import io.jamey.sessions.SessionManager;
import io.jamey.sessions.SessionSummary;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What sessions promise over every store: order by place, one life, nothing lost.
public abstract class SessionContract {
    private static final Namespace HOME = LookAlikeTenants.HOME;
    private static final Duration IDLE = Duration.ofMinutes(10);

    private final MovableClock clock = new MovableClock();
    private InterruptedStore store;
    private SessionManager sessions;

    /// Opens a new, empty store.
    protected abstract MemoryStore open(InstantSource clock);

    /// Memories in the longest session that is tested.
    protected int many() {
        return 10_000;
    }

    @BeforeEach
    void openStore() {
        store = new InterruptedStore(open(clock));
        sessions = new SessionManager(store, IDLE, clock);
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    @Test
    void messagesComeBackInTheOrderTheyWereAddedThoughTheClockWentBack() {
        Session session = sessions.create(HOME);
        for (int i = 0; i < 5; i++) {
            session.addMessage(i % 2 == 0 ? "Ann" : "Ben", "message " + i);
            clock.advance(Duration.ofSeconds(-1));
        }

        List<Memory> messages = session.listMemories();
        assertThat(messages)
                .extracting(Memory::content)
                .containsExactly("message 0", "message 1", "message 2", "message 3", "message 4");
        assertThat(messages)
                .extracting(memory -> memory.sequence().orElseThrow())
                .containsExactly(0L, 1L, 2L, 3L, 4L);
        assertThat(messages).allSatisfy(memory -> {
            assertThat(memory.type()).isEqualTo(MemoryType.MESSAGE);
            assertThat(memory.session()).contains(session.id());
        });
        assertThat(messages.get(1).actor()).contains("Ben");
    }

    @Test
    void aNewSessionHasAnIdOfItsOwnAndOneWithoutMemoriesIsNotThere() {
        Session session = sessions.create(HOME);

        assertThat(session.id()).isNotEqualTo(sessions.create(HOME).id());
        assertThat(session.listMemories()).isEmpty();
        assertThat(session.summary()).isEmpty();
        assertThat(session.end()).isZero();
        assertThat(sessions.list(HOME)).isEmpty();
        assertThat(store.namespaces()).isEmpty();
        assertRefused(() -> sessions.open(HOME, " "));
        assertRefused(() -> sessions.open(HOME, "a\u0000b"));
        assertRefused(() -> new SessionManager(store, Duration.ZERO, clock));
    }

    @Test
    void whatIsAddedKeepsWhatItSaysAndMustNotSayOtherwiseThanTheSession() {
        Session session = sessions.open(HOME, "s");
        NewMemory fact = Samples.numbered(1);

        Memory stored = session.add(fact);

        assertThat(stored.id()).isEqualTo(Samples.id(1));
        assertThat(stored.metadata()).isEqualTo(fact.metadata());
        assertThat(store.retrieve(HOME, stored.id()).orElseThrow().embedding()).isEqualTo(fact.embedding());
        assertThat(session.add(NewMemory.of("named").session("s").build()).sequence())
                .hasValue(1);
        assertRefused(() -> session.add(NewMemory.of("x").session("t").build()));
        assertRefused(() -> session.addAll(List.of(
                NewMemory.of("fine").build(),
                NewMemory.of("x").expiresAt(clock.instant().plusSeconds(5)).build())));
        assertThat(session.listMemories()).hasSize(2);
    }

    @Test
    void anIdleSessionVanishesAsAWholeNotBeforeTheIdleTimeAndSoonAfter() {
        for (int minutes = 0; minutes < 10; minutes++) {
            Session session = sessions.open(HOME, "after " + minutes);
            session.addMessage("Ann", "first");
            clock.advance(Duration.ofMinutes(minutes));
            session.addMessage("Ann", "second");
            Instant last = clock.instant();

            clock.advance(IDLE.minus(Duration.ofNanos(1_000)));
            assertThat(session.listMemories()).hasSize(2);
            while (!session.listMemories().isEmpty()) {
                assertThat(session.listMemories()).hasSize(2);
                assertThat(Duration.between(last, clock.instant()))
                        .isLessThan(IDLE.multipliedBy(3).dividedBy(2));
                clock.advance(Duration.ofSeconds(10));
            }
        }
        assertThat(sessions.list(HOME)).isEmpty();
        assertThat(store.namespaces()).isEmpty();
    }

    @Test
    void aSessionLivesAsLongAsItIsUsed() {
        Session session = sessions.create(HOME);
        for (int i = 0; i < 30; i++) {
            session.addMessage("Ann", "message " + i);
            clock.advance(Duration.ofMinutes(9));
        }
        for (int i = 0; i < 5; i++) {
            session.renew();
            clock.advance(Duration.ofMinutes(9));
        }
        assertThat(session.listMemories()).hasSize(30);

        clock.advance(IDLE);
        assertThat(session.listMemories()).isEmpty();
        assertThat(session.addMessage("Ann", "anew").sequence()).hasValue(0);
    }

    @Test
    void whatNeverExpiresOutlivesTheSessionItWasStoredInto() {
        Session session = sessions.open(HOME, "s");
        session.addMessage("Ann", "passing");
        store.store(HOME, NewMemory.of("lasting").session("s").build());

        clock.advance(IDLE.multipliedBy(2));

        assertThat(session.listMemories()).extracting(Memory::content).containsExactly("lasting");
    }

    @Test
    void anInterruptedAddLosesNothingAndTheNextOneCompletesIt() {
        // So many calls has the longest add; each is interrupted before and after it took effect.
        for (int call = 1; call <= 4; call++) {
            for (boolean done : new boolean[] {false, true}) {
                Session session = sessions.create(HOME);
                session.addMessage("Ann", "first");
                session.addMessage("Ben", "second");
                clock.advance(Duration.ofMinutes(9));
                var retried = NewMemory.of("third").id(MemoryIds.next()).build();

                store.interruptAt(call, done);
                boolean interrupted = false;
                try {
                    session.add(retried);
                } catch (MemoryException e) {
                    interrupted = true;
                }
                store.goOn();
                assertThat(interrupted).as("call %d", call).isEqualTo(call <= 3);
                assertThat(session.listMemories()).hasSizeBetween(2, 3);

                sessions.open(HOME, session.id()).add(retried);
                clock.advance(IDLE.minus(Duration.ofNanos(1_000)));
                assertThat(session.listMemories())
                        .as("interrupted at call %d, done: %s", call, done)
                        .extracting(Memory::content)
                        .containsExactly("first", "second", "third");
                assertThat(session.listMemories())
                        .extracting(Memory::expiresAt)
                        .as("they expire together")
                        .containsOnly(session.listMemories().getFirst().expiresAt());
                session.end();
            }
        }
    }

    @Test
    void manyWhoAddAtOnceGetOnePlaceEachAndNothingIsLost() {
        int threads = 4;
        int each = 25;
        AtOnce.run(threads, thread -> {
            Session session = sessions.open(HOME, "shared");
            for (int i = 0; i < each; i++) {
                session.addMessage("writer " + thread, "message " + i);
            }
            return thread;
        });

        List<Memory> all = sessions.open(HOME, "shared").listMemories();
        assertThat(all)
                .extracting(memory -> memory.sequence().orElseThrow())
                .isEqualTo(LongStream.range(0, (long) threads * each).boxed().toList());
        for (int thread = 0; thread < threads; thread++) {
            String actor = "writer " + thread;
            assertThat(all.stream()
                            .filter(memory -> memory.actor().orElseThrow().equals(actor)))
                    .extracting(Memory::content)
                    .isEqualTo(IntStream.range(0, each)
                            .mapToObj(i -> "message " + i)
                            .toList());
        }
    }

    @Test
    void aWriterWhoAddsWhileTheTimeMovesOnIsRenewedWithTheOthers() {
        Session session = sessions.create(HOME);
        // The clock moves into another cell of the grid, and somebody renews, while this add is stored.
        store.beforeNextStore(() -> {
            clock.advance(Duration.ofMinutes(6));
            session.renew();
        });

        session.addMessage("Ann", "late");

        Instant expiry = session.listMemories().getFirst().expiresAt().orElseThrow();
        assertThat(Duration.between(clock.instant(), expiry)).isGreaterThanOrEqualTo(IDLE);
    }

    @Test
    void promotedMemoriesAreKeptUnderTheirIdsInNoSessionForGood() {
        Session session = sessions.create(HOME);
        List<Memory> added = session.addAll(Samples.numbered(0, 6));

        assertThat(session.promote(Filter.atLeast(Field.metadata("number"), 4))).isEqualTo(2);
        assertThat(session.promote(List.of(Samples.id(1), Samples.id(1), Samples.id(77))))
                .isEqualTo(1);

        assertThat(session.listMemories())
                .extracting(memory -> memory.sequence().orElseThrow())
                .containsExactly(0L, 2L, 3L);
        clock.advance(IDLE.multipliedBy(2));
        try (Stream<Memory> left = store.iterate(HOME, Filter.everything())) {
            assertThat(left).hasSize(3).allSatisfy(memory -> {
                Memory before = added.stream()
                        .filter(one -> one.id().equals(memory.id()))
                        .findFirst()
                        .orElseThrow();
                assertThat(memory.content()).isEqualTo(before.content());
                assertThat(memory.embedding()).isEqualTo(before.embedding());
                assertThat(memory.metadata()).isEqualTo(before.metadata());
                assertThat(memory.session()).isEmpty();
                assertThat(memory.expiresAt()).isEmpty();
            });
        }
    }

    @Test
    void aSessionPromotesNothingThatIsNotItsOwn() {
        Session session = sessions.open(HOME, "s");
        Memory other = sessions.open(HOME, "t").addMessage("Ann", "elsewhere");
        Memory single = store.store(HOME, Samples.numbered(1));

        assertThat(session.promote(List.of(other.id(), single.id()))).isZero();
        assertThat(session.promote(Filter.everything())).isZero();
        assertThat(store.retrieve(HOME, other.id()).orElseThrow().session()).contains("t");
        assertThat(store.retrieve(HOME, single.id()).orElseThrow().version()).isEqualTo(1);
    }

    @Test
    void anInterruptedPromotionIsCompletedByRepeatingIt() {
        Session session = sessions.create(HOME);
        List<UUID> ids =
                session.addAll(Samples.numbered(0, 3)).stream().map(Memory::id).toList();

        store.interruptAt(3, true);
        assertThatThrownBy(() -> session.promote(ids)).isInstanceOf(MemoryException.class);
        store.goOn();

        assertThat(session.promote(ids)).isEqualTo(1);
        assertThat(session.listMemories()).isEmpty();
        assertThat(store.count(HOME, Filter.not(Filter.exists(Field.EXPIRES_AT))))
                .isEqualTo(3);
    }

    @Test
    void sessionsWithLookAlikeIdsKnowNothingOfEachOther() {
        List<String> ids = List.of("s", "S", "s ", "s1", "s_", "s%", "\u00e9", "e\u0301", "session.s", "'s'");
        ids.forEach(id -> sessions.open(HOME, id).addMessage("Ann", "in '" + id + "'"));
        for (Namespace neighbour : LookAlikeTenants.OTHERS) {
            sessions.open(neighbour, "s").addMessage("Ann", "next door");
        }

        assertThat(sessions.open(HOME, "s").listMemories())
                .extracting(Memory::content)
                .containsExactly("in 's'");
        assertThat(sessions.list(HOME)).extracting(SessionSummary::id).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(sessions.open(HOME, "s").end()).isEqualTo(1);

        assertThat(sessions.list(HOME)).hasSize(ids.size() - 1);
        for (Namespace neighbour : LookAlikeTenants.OTHERS) {
            assertThat(sessions.open(neighbour, "s").listMemories()).hasSize(1);
        }
    }

    @Test
    void theListNamesEachSessionTheLastActiveFirst() {
        Instant begin = clock.instant();
        Session old = sessions.open(HOME, "old");
        old.addAll(Samples.numbered(0, 3));
        clock.advance(Duration.ofMinutes(1));
        sessions.open(HOME, "young").addMessage("Ann", "hello");
        store.store(HOME, NewMemory.of("in no session").build());

        assertThat(sessions.list(HOME))
                .containsExactly(
                        new SessionSummary("young", 1, begin.plusSeconds(60), begin.plusSeconds(60)),
                        new SessionSummary("old", 3, begin, begin));
        clock.advance(Duration.ofMinutes(1));
        old.addMessage("Ann", "again");
        assertThat(old.summary()).contains(new SessionSummary("old", 4, begin, begin.plusSeconds(120)));
        assertThat(sessions.list(HOME)).extracting(SessionSummary::id).containsExactly("old", "young");
    }

    @Test
    void aLongSessionIsPagedAndStreamedInOrderWithItsExactTotal() {
        Session session = sessions.create(HOME);
        for (int from = 0; from < many(); from += 1_000) {
            session.addAll(IntStream.range(from, Math.min(many(), from + 1_000))
                    .mapToObj(i -> NewMemory.of("turn " + i).build())
                    .toList());
        }
        List<String> whole =
                IntStream.range(0, many()).mapToObj(i -> "turn " + i).toList();

        Page last = session.listMemoriesPaginated(100, many() - 50);
        assertThat(last.total()).isEqualTo(many());
        assertThat(last.items()).extracting(Memory::content).isEqualTo(whole.subList(many() - 50, many()));
        assertThat(session.listMemoriesPaginated(100, many()).items()).isEmpty();

        var byCursor = new ArrayList<String>();
        Page page = session.listMemoriesPaginated(1_000, 0);
        page.items().forEach(memory -> byCursor.add(memory.content()));
        while (page.next().isPresent()) {
            page = session.listMemoriesPaginated(1_000, page.next().get());
            page.items().forEach(memory -> byCursor.add(memory.content()));
        }
        assertThat(byCursor).isEqualTo(whole);

        store.countCalls();
        assertThat(session.iterMemories().map(Memory::content)).isEqualTo(whole);
        assertThat(store.calls()).as("a read per few hundred").isLessThanOrEqualTo(many() / 500 + 1);
        assertThat(session.iterMemories().limit(3)).hasSize(3);
    }

    @Test
    void addingCostsOneReadAndOneWriteAndRenewingOneWriteMore() {
        Session session = sessions.create(HOME);
        session.addAll(Samples.numbered(0, 100));

        store.countCalls();
        session.addMessage("Ann", "one more");
        assertThat(store.calls()).isEqualTo(2);

        clock.advance(Duration.ofMinutes(6));
        store.countCalls();
        session.addMessage("Ann", "later");
        assertThat(store.calls()).isEqualTo(3);
        store.countCalls();
        session.promote(Filter.everything());
        assertThat(store.calls()).isEqualTo(1);
    }
}
