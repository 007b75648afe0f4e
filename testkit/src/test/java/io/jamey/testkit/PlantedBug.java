package io.jamey.testkit;

import io.jamey.MemoryStore;
import java.text.Normalizer;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.function.Function;

/// A mistake that stores make, planted into the reference store.
enum PlantedBug {
    RETRIEVE_FORGETS_THE_NAMESPACE(wrapping(LeakingStores::retrieve)),
    SEARCH_FORGETS_THE_NAMESPACE(wrapping(LeakingStores::search)),
    SEARCH_COUNTS_THE_NEIGHBOURS_WORDS(wrapping(LeakingStores::wordStatistics)),
    UPDATE_FORGETS_THE_NAMESPACE(wrapping(LeakingStores::update)),
    DELETE_FORGETS_THE_NAMESPACE(wrapping(LeakingStores::delete)),
    DELETE_MATCHING_FORGETS_THE_NAMESPACE(wrapping(LeakingStores::deleteMatching)),
    UPDATE_MATCHING_FORGETS_THE_NAMESPACE(wrapping(LeakingStores::updateMatching)),
    LIST_FORGETS_THE_NAMESPACE(wrapping(LeakingStores::list)),
    TOTAL_FORGETS_THE_NAMESPACE(wrapping(LeakingStores::total)),
    ITERATE_FORGETS_THE_NAMESPACE(wrapping(LeakingStores::iterate)),
    COUNT_FORGETS_THE_NAMESPACE(wrapping(LeakingStores::count)),
    TOUCH_FORGETS_THE_NAMESPACE(wrapping(LeakingStores::touch)),
    DROP_TAKES_THE_NAME_FOR_A_PATTERN(wrapping(LeakingStores::drop)),
    IDS_ARE_SHARED_BY_NAMESPACES(wrapping(LeakingStores::ids)),
    NAMES_IGNORE_CASE(wrapping(store -> LeakingStores.names(store, name -> name.toLowerCase(Locale.ROOT)))),
    NAMES_ARE_TRIMMED(wrapping(store -> LeakingStores.names(store, String::strip))),
    NAMES_ARE_NORMALISED(wrapping(
            store -> LeakingStores.names(store, name -> Normalizer.normalize(name, Normalizer.Form.NFC)))),

    FILTER_RUNS_AFTER_THE_SEARCH(wrapping(BrokenStores::filtersAfterwards)),
    SEARCH_IS_STALE_AFTER_UPDATE(
            clock -> BrokenStores.staleIndex(new ReferenceMemoryStore(clock), new ReferenceMemoryStore(clock))),
    LEAST_SCORE_IS_IGNORED(wrapping(BrokenStores::ignoresTheLeastScore)),
    TIES_ARE_ORDERED_AS_SIGNED(wrapping(BrokenStores::ordersIdsAsSigned)),
    SCORES_OF_HUGE_EMBEDDINGS_ARE_NAN(wrapping(BrokenStores::overflows)),
    EXPIRED_IS_STILL_COUNTED(
            clock -> BrokenStores.countsTheExpired(new ReferenceMemoryStore(clock), new ReferenceMemoryStore(clock))),
    VERSION_IS_NOT_CHECKED(wrapping(BrokenStores::doesNotCheckVersions)),
    BATCH_IS_HALF_WRITTEN(wrapping(BrokenStores::writesBatchesOneByOne)),
    BATCH_LIMIT_IS_IGNORED(wrapping(BrokenStores::takesBatchesOfAnySize)),
    CURSOR_REPEATS(wrapping(BrokenStores::repeatsAtCursors)),
    CURSOR_SKIPS(wrapping(BrokenStores::skipsAtCursors)),
    TURNS_ARE_LISTED_BY_THE_CLOCK(wrapping(BrokenStores::listsTurnsByTheClock)),
    PLACES_ARE_KEPT_AFTER_LEAVING(wrapping(BrokenStores::keepsSessions)),
    TOTAL_IS_CAPPED(wrapping(BrokenStores::capsTotals)),
    STREAM_IS_CAPPED(wrapping(BrokenStores::capsStreams)),
    STORING_AGAIN_DUPLICATES(wrapping(BrokenStores::duplicates)),
    OLD_EMBEDDING_IS_KEPT(wrapping(BrokenStores::keepsOldEmbeddings)),
    LISTS_COUNT_AS_ACCESS(wrapping(BrokenStores::recordsAccessOfLists)),
    TIMES_ARE_KEPT_IN_MILLISECONDS(
            clock -> new ReferenceMemoryStore(() -> clock.instant().truncatedTo(ChronoUnit.MILLIS))),
    CLOSED_STORE_ANSWERS(wrapping(BrokenStores::forgetsToClose));

    /// A constructor, which has no state.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Function<InstantSource, MemoryStore> faulty;

    PlantedBug(Function<InstantSource, MemoryStore> faulty) {
        this.faulty = faulty;
    }

    private static Function<InstantSource, MemoryStore> wrapping(Function<MemoryStore, MemoryStore> wrapper) {
        return clock -> wrapper.apply(new ReferenceMemoryStore(clock));
    }

    MemoryStore open(InstantSource clock) {
        return faulty.apply(clock);
    }
}
