package io.jamey.testkit;

import static io.jamey.testkit.Failures.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.jamey.Cursor;
import io.jamey.Field;
import io.jamey.Filter;
import io.jamey.Limits;
import io.jamey.Memory;
import io.jamey.MemoryIds;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.Page;
import io.jamey.PageRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What paging promises: exact totals, one order, no memory skipped or repeated.
interface PagingContract extends StoreFixture {
    /// More than any page or silent cap.
    int MANY = 1_203;

    @Test
    default void theNewestComeFirst() {
        Memory old = store().store(home(), Samples.plain("old"));
        clock().advance(Duration.ofNanos(1_000));
        Memory young = store().store(home(), Samples.plain("young"));
        Memory imported = store().store(
                        home(),
                        NewMemory.of("imported")
                                .createdAt(old.createdAt().minusSeconds(1))
                                .build());

        assertThat(idsOf(PageRequest.of(10))).containsExactly(young.id(), old.id(), imported.id());
        assertThat(idsOf(PageRequest.of(1).atOffset(1))).containsExactly(old.id());
        assertThat(idsOf(PageRequest.of(10).ordered(PageRequest.Order.OLDEST_FIRST)))
                .containsExactly(imported.id(), old.id(), young.id());
    }

    @Test
    default void memoriesOfOneInstantAreOrderedByTheirIdsBytes() {
        List<UUID> ids = given(Samples.numbered(0, 50)).stream()
                .map(Memory::id)
                .sorted(MemoryIds.ORDER)
                .toList();

        assertThat(idsOf(PageRequest.of(50).ordered(PageRequest.Order.OLDEST_FIRST)))
                .isEqualTo(ids);
        assertThat(idsOf(PageRequest.of(50))).isEqualTo(ids.reversed());
    }

    @Test
    default void turnsAreListedByTheirPlacesWhateverTheClockSaid() {
        Instant now = clock().instant();
        Memory single = store().store(home(), Samples.plain("in no session"));
        List<Memory> turns = IntStream.range(0, 5)
                .mapToObj(i -> store().store(
                                home(),
                                NewMemory.of("turn " + i)
                                        .session("s")
                                        .createdAt(now.minusSeconds(i))
                                        .build()))
                .toList();
        Memory between = store().store(
                        home(), NewMemory.of("also at place 2").session("t", 2).build());
        PageRequest bySequence = PageRequest.of(2).ordered(PageRequest.Order.BY_SEQUENCE);

        assertThat(walk(bySequence.where(Filter.session("s"))))
                .isEqualTo(turns.stream().map(Memory::id).toList());
        assertThat(idsOf(bySequence.where(Filter.session("s")).atOffset(3)))
                .containsExactly(turns.get(3).id(), turns.get(4).id());
        List<UUID> atTwo = Stream.of(turns.get(2), between)
                .map(Memory::id)
                .sorted(MemoryIds.ORDER)
                .toList();
        assertThat(walk(bySequence))
                .containsExactly(
                        single.id(),
                        turns.get(0).id(),
                        turns.get(1).id(),
                        atTwo.get(0),
                        atTwo.get(1),
                        turns.get(3).id(),
                        turns.get(4).id());
    }

    private List<UUID> idsOf(PageRequest request) {
        return store().listPaginated(home(), request).items().stream()
                .map(Memory::id)
                .toList();
    }

    @Test
    default void pagesByOffsetAddUpToTheWholeListing() {
        storeOverTime(25);
        List<Memory> whole = store().listPaginated(home(), 100, 0).items();

        var collected = new ArrayList<Memory>();
        for (int offset = 0; offset < 30; offset += 10) {
            Page page = store().listPaginated(home(), 10, offset);
            assertThat(page.total()).isEqualTo(25);
            assertThat(page.next().isPresent()).isEqualTo(offset < 20);
            collected.addAll(page.items());
        }

        assertThat(collected).isEqualTo(whole).hasSize(25);
    }

    /// In groups of four that were created at the same instant.
    private void storeOverTime(int count) {
        for (int i = 0; i < count; i += 4) {
            clock().advance(Duration.ofNanos(1_000));
            given(Samples.numbered(i, Math.min(i + 4, count)));
        }
    }

    @Test
    default void anOffsetBehindTheEndGivesAnEmptyPageWithTheTotal() {
        given(Samples.numbered(0, 3));

        for (long offset : new long[] {3, 4, Integer.MAX_VALUE + 1L, Long.MAX_VALUE}) {
            Page page = store().listPaginated(home(), 10, offset);
            assertThat(page.items()).isEmpty();
            assertThat(page.total()).isEqualTo(3);
            assertThat(page.next()).isEmpty();
        }
    }

    @Test
    default void anEmptyNamespaceHasAnEmptyPage() {
        assertThat(store().listPaginated(home(), 10, 0)).isEqualTo(new Page(List.of(), 0, Optional.empty()));
    }

    @Test
    default void pagesByCursorAddUpToTheWholeListingInBothOrders() {
        storeOverTime(25);

        for (PageRequest.Order order : PageRequest.Order.values()) {
            for (int limit : new int[] {1, 4, 5, 24, 25, 26}) {
                PageRequest request = PageRequest.of(limit).ordered(order);
                assertThat(walk(request))
                        .as("%s by %d", order, limit)
                        .isEqualTo(idsOf(PageRequest.of(100).ordered(order)))
                        .hasSize(25);
            }
        }
    }

    /// The ids of all pages; every page but the last must be full and all must know the total.
    private List<UUID> walk(PageRequest first) {
        var ids = new ArrayList<UUID>();
        PageRequest request = first;
        while (true) {
            Page page = store().listPaginated(home(), request);
            page.items().forEach(memory -> ids.add(memory.id()));
            assertThat(page.total()).isEqualTo(store().count(home(), first.filter()));
            assertThat(ids.size()).as("no endless listing").isLessThanOrEqualTo((int) page.total());
            if (page.next().isEmpty()) {
                return ids;
            }
            assertThat(page.items()).hasSize(request.limit());
            request = first.after(page.next().get());
        }
    }

    /// With a filter too, which is another way through some stores.
    @Test
    default void pagesOfLargeMemoriesEndEarlyAndTheNextGoesOn() {
        int large = Limits.CONTENT_BYTES - 1_024;
        int fit = Limits.PAGE_BYTES / large + 1;
        int all = fit + 3;
        String content = "x" + " ".repeat(large - 1);
        for (int i = 0; i < all; i++) {
            store().store(home(), NewMemory.of(content).actor("a" + i).build());
        }
        for (Filter filter : List.of(Filter.everything(), Filter.exists(Field.ACTOR))) {
            PageRequest request = PageRequest.of(Limits.PAGE).where(filter);
            Page first = store().listPaginated(home(), request);
            assertThat(first.items()).hasSize(fit);
            assertThat(first.total()).isEqualTo(all);
            Page second =
                    store().listPaginated(home(), request.after(first.next().orElseThrow()));
            assertThat(second.items()).hasSize(all - fit).doesNotContainAnyElementsOf(first.items());
            assertThat(second.next()).isEmpty();
            assertThat(store().listPaginated(home(), request.atOffset(all - fit))
                            .next())
                    .isEmpty();
        }
        try (Stream<Memory> memories = store().iterate(home(), Filter.everything())) {
            assertThat(memories).hasSize(all);
        }
    }

    @Test
    default void totalsAreExactWithAndWithoutAFilter() {
        storeMany();
        Filter some = Filter.less(Field.metadata("number"), 1_100);

        assertThat(store().listPaginated(home(), 5, 0).total()).isEqualTo(MANY);
        assertThat(store().listPaginated(home(), 5, 1_200).items()).hasSize(3);
        assertThat(store().listPaginated(home(), PageRequest.of(5).where(some)).total())
                .isEqualTo(1_100);
        assertThat(store().listPaginated(home(), PageRequest.of(5).where(some).atOffset(1_098))
                        .items())
                .hasSize(2);
        assertThat(store().count(home(), Filter.everything())).isEqualTo(MANY);
        assertThat(store().count(home(), some)).isEqualTo(1_100);
        assertThat(walk(PageRequest.of(1_000))).hasSize(MANY).doesNotHaveDuplicates();
        assertThat(walk(PageRequest.of(300).where(some))).hasSize(1_100).doesNotHaveDuplicates();
        assertThat(all()).hasSize(MANY);
    }

    private void storeMany() {
        store().storeAll(home(), Samples.numbered(0, MANY));
    }

    @Test
    default void pagesByCursorNeitherSkipNorRepeatWhateverIsWrittenMeanwhile() {
        for (PageRequest.Order order : PageRequest.Order.values()) {
            store().drop(home());
            List<Memory> stored = store().storeAll(home(), Samples.numbered(0, 30));
            PageRequest first = PageRequest.of(4).ordered(order);
            List<UUID> whole = idsOf(PageRequest.of(100).ordered(order));
            var seen = new ArrayList<UUID>();
            var deleted = new ArrayList<UUID>();

            Page page = store().listPaginated(home(), first);
            for (int round = 0; page.next().isPresent(); round++) {
                page.items().forEach(memory -> seen.add(memory.id()));
                // Delete what the cursor points at, and one still to come; write before, at and behind it.
                UUID next = whole.get(Math.min(seen.size() + deleted.size(), whole.size() - 1));
                deleted.add(next);
                store().deleteBatch(home(), List.of(page.items().getLast().id(), next));
                store().storeAll(
                                home(),
                                List.of(
                                        createdAt(stored.getFirst(), -round - 1),
                                        createdAt(stored.getFirst(), 0),
                                        createdAt(stored.getFirst(), round + 1)));
                page = store().listPaginated(home(), first.after(page.next().get()));
                assertThat(round).as("an end").isLessThan(100);
            }
            page.items().forEach(memory -> seen.add(memory.id()));

            assertThat(seen).as("%s", order).doesNotHaveDuplicates();
            var expected = new ArrayList<>(whole);
            expected.removeAll(deleted);
            assertThat(seen).as("%s", order).containsAll(expected);
        }
    }

    private static NewMemory createdAt(Memory other, long microsLater) {
        return NewMemory.of("written meanwhile")
                .createdAt(other.createdAt().plusNanos(microsLater * 1_000))
                .build();
    }

    @Test
    default void aCursorGoesOnFromAPageByOffsetAndWithAnotherLimit() {
        storeOverTime(12);
        List<UUID> whole = idsOf(PageRequest.of(100));
        Cursor cursor = store().listPaginated(home(), 3, 4).next().orElseThrow();

        assertThat(idsOf(PageRequest.of(100).after(cursor))).isEqualTo(whole.subList(7, 12));
        assertThat(idsOf(PageRequest.of(2).after(cursor))).isEqualTo(whole.subList(7, 9));
        assertThat(idsOf(PageRequest.of(2).after(cursor).withEmbeddings())).isEqualTo(whole.subList(7, 9));
    }

    @Test
    default void theTotalIsOfTheWholeListingWhereverThePageStarts() {
        storeOverTime(12);
        Page first = store().listPaginated(home(), 5, 0);
        Page second = store().listPaginated(
                        home(), PageRequest.of(5).after(first.next().orElseThrow()));

        assertThat(second.total()).isEqualTo(12);
        store().delete(home(), first.items().getFirst().id());
        assertThat(store().listPaginated(
                                home(), PageRequest.of(5).after(first.next().orElseThrow()))
                        .total())
                .isEqualTo(11);
    }

    @Test
    default void pagesCarryEmbeddingsOnlyOnRequest() {
        Memory stored = given(Samples.numbered(1)).getFirst();

        assertThat(store().listPaginated(home(), 10, 0).items())
                .containsExactly(stored.withEmbedding(Optional.empty()));
        assertThat(store().listPaginated(home(), PageRequest.of(10).withEmbeddings())
                        .items())
                .containsExactly(stored);
    }

    @Test
    default void aCursorOfAnotherListingIsRefused() {
        given(Samples.numbered(0, 5));
        PageRequest request = PageRequest.of(2);
        Cursor cursor = store().listPaginated(home(), request).next().orElseThrow();
        Namespace neighbour = LookAlikeTenants.OTHERS.getFirst();

        assertRefused(() -> store().listPaginated(neighbour, request.after(cursor)));
        assertRefused(() -> store().listPaginated(
                        home(), request.ordered(PageRequest.Order.OLDEST_FIRST).after(cursor)));
        assertRefused(() -> store().listPaginated(
                        home(), request.where(Filter.exists(Field.ACTOR)).after(cursor)));
    }

    @Test
    default void aGarbledCursorIsRefused() {
        given(Samples.numbered(0, 5));
        String token = store().listPaginated(home(), 2, 0).next().orElseThrow().token();

        for (String garbled : List.of(
                "",
                " ",
                "0",
                "null",
                "'; DROP TABLE memories; --",
                "../../etc/passwd",
                "\u00e9\u0000",
                token.substring(1),
                token + "AAAA",
                token.substring(0, token.length() - 4),
                "B" + token.substring(1),
                token.substring(0, 3) + "____" + token.substring(7))) {
            assertRefused(() -> store().listPaginated(home(), PageRequest.of(2).after(new Cursor(garbled))));
        }
    }

    @Test
    default void listingIsInTheOrderOfCreationNotOfWriting() {
        List<Memory> stored = given(
                Samples.complete(3).build(),
                Samples.complete(1).build(),
                Samples.complete(2).build());

        assertThat(idsOf(PageRequest.of(10).ordered(PageRequest.Order.OLDEST_FIRST)))
                .isEqualTo(stored.stream()
                        .sorted(Comparator.comparing(Memory::createdAt))
                        .map(Memory::id)
                        .toList());
    }
}
