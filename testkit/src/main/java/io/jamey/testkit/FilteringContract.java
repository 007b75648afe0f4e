package io.jamey.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.jamey.Field;
import io.jamey.Filter;
import io.jamey.Limits;
import io.jamey.Memory;
import io.jamey.MemoryType;
import io.jamey.Metadata;
import io.jamey.NewMemory;
import io.jamey.PageRequest;
import io.jamey.SearchRequest;
import io.jamey.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What filters promise: wherever one can be given, it means what [Filter#accepts(Memory)] says.
interface FilteringContract extends StoreFixture {
    Instant NOON = Instant.parse("2025-05-06T12:00:00.000001Z");

    @Test
    default void aFilterMeansTheSameInEveryCall() {
        List<NewMemory> memories = variedMemories();
        List<Memory> stored = given(memories);
        assertThat(all()).hasSameSizeAs(memories);

        for (Filter filter : filters()) {
            Set<Memory> accepted = stored.stream().filter(filter::accepts).collect(Collectors.toSet());

            assertThat(matching(filter)).as("iterate %s", filter).containsExactlyInAnyOrderElementsOf(accepted);
            assertThat(store().count(home(), filter)).as("count %s", filter).isEqualTo(accepted.size());
            var page = store().listPaginated(
                            home(), PageRequest.of(Limits.PAGE).where(filter).withEmbeddings());
            assertThat(page.items()).as("list %s", filter).containsExactlyInAnyOrderElementsOf(accepted);
            assertThat(page.total()).as("total %s", filter).isEqualTo(accepted.size());
        }
    }

    @Test
    default void aFilterMeansTheSameInASearch() {
        List<Memory> stored = given(variedMemories());

        for (Filter filter : filters()) {
            // Not those on the last access, which each search moves on.
            if (!filter.toString().contains(Field.LAST_ACCESSED.toString())) {
                var request = SearchRequest.of("memory").limit(Limits.RESULTS).filter(filter);
                assertThat(store().search(home(), request.build()).matches())
                        .as("search %s", filter)
                        .extracting(match -> match.memory().id())
                        .containsExactlyInAnyOrderElementsOf(stored.stream()
                                .filter(filter::accepts)
                                .map(Memory::id)
                                .toList());
            }
        }
    }

    @Test
    default void deletingByFilterMeansTheSame() {
        List<NewMemory> memories = variedMemories();

        for (Filter filter : filters()) {
            List<Memory> stored = store().storeAll(home(), memories);
            List<Memory> rest =
                    stored.stream().filter(memory -> !filter.accepts(memory)).toList();

            assertThat(store().deleteMatching(home(), filter))
                    .as("deleted by %s", filter)
                    .isEqualTo(stored.size() - rest.size());
            assertThat(all()).as("left by %s", filter).containsExactlyInAnyOrderElementsOf(rest);
        }
    }

    @Test
    default void filtersAsLargeAsTheLimitsSayWork() {
        List<Memory> stored = given(Samples.numbered(0, 3));
        Object[] values = IntStream.range(2, 2 + Limits.FILTER_SIZE).boxed().toArray();
        Filter deep = Filter.equal(Field.metadata("number"), 1);
        for (int i = 0; i < Limits.DEPTH; i++) {
            deep = Filter.not(deep);
        }
        Filter wide = Filter.or(IntStream.range(0, Limits.FILTER_SIZE)
                .mapToObj(i -> Filter.equal(Field.metadata("number"), i + 1))
                .toArray(Filter[]::new));

        assertThat(matching(Filter.in(Field.metadata("number"), values))).containsExactly(stored.get(2));
        assertThat(matching(deep)).containsExactly(stored.get(1));
        assertThat(matching(wide)).containsExactlyInAnyOrder(stored.get(1), stored.get(2));
        assertThat(store().count(home(), wide)).isEqualTo(2);
        assertThat(store().deleteMatching(home(), wide)).isEqualTo(2);
    }

    private static List<NewMemory> variedMemories() {
        var metadata = Stream.<Map<String, ?>>of(
                Map.of("n", 1, "text", "abc", "list", List.of(1, "a", List.of(2))),
                Map.of("n", 1.0, "text", "ABC", "list", List.of(1.0)),
                Map.of("n", 9_007_199_254_740_993L, "text", "a%c", "map", Map.of("k", 1)),
                Map.of("n", 9_007_199_254_740_992.0, "text", "a_c", "map", Map.of("k", 1.0)),
                Map.of("n", Long.MAX_VALUE, "text", "\u00e9", "list", List.of()),
                Map.of("n", 1e300, "text", "e\u0301", "list", "abc"),
                Map.of("n", -0.5, "text", "\uffe6"),
                Map.of("n", "1", "text", "\ud83c\udf75"),
                Map.of("n", true, "text", ""),
                Map.of("n", new Value.Null(), "a.b", 1, "a", Map.of("b", 2)),
                Map.of("x'; DROP TABLE memories; --", "' OR '1'='1", "a\"b", "c\\", "$.n", 3, "n[0]", 4));
        var memories = metadata.map(map -> NewMemory.of("memory").metadata(Metadata.from(map)))
                .collect(Collectors.toCollection(ArrayList::new));
        memories.add(
                NewMemory.of("memory").type(MemoryType.MESSAGE).session("s", 3).actor("Ann"));
        memories.add(NewMemory.of("memory")
                .type(MemoryType.of("my_own-1"))
                .session("s", 4)
                .actor("ann"));
        memories.add(NewMemory.of("memory").importance(0).session("S", 3).actor("Ann "));
        memories.add(NewMemory.of("memory").importance(1).expiresAt(NOON.plusSeconds(999_999_999)));
        return IntStream.range(0, memories.size())
                .mapToObj(i -> memories.get(i)
                        .id(Samples.id(i))
                        .createdAt(NOON.plusSeconds(i))
                        .embedding(Samples.embedding(i))
                        .build())
                .toList();
    }

    /// Each simple filter, its negation, and some joined ones.
    private static List<Filter> filters() {
        List<Filter> simple =
                Stream.concat(onMetadata().stream(), onAttributes().stream()).toList();
        return Stream.of(simple.stream(), simple.stream().map(Filter::not), joined().stream())
                .flatMap(filters -> filters)
                .toList();
    }

    private static List<Filter> onMetadata() {
        Field n = Field.metadata("n");
        Field text = Field.metadata("text");
        Field list = Field.metadata("list");
        return List.of(
                Filter.everything(),
                Filter.equal(n, 1),
                Filter.equal(n, 1.0),
                Filter.equal(n, "1"),
                Filter.equal(n, true),
                Filter.equal(n, null),
                Filter.exists(n),
                Filter.exists(Field.metadata("missing")),
                Filter.equal(Field.metadata("missing"), null),
                Filter.equal(n, 9_007_199_254_740_993L),
                Filter.equal(n, 9_007_199_254_740_992.0),
                Filter.greater(n, 9_007_199_254_740_992.0),
                Filter.atLeast(n, Long.MAX_VALUE),
                Filter.greater(n, Long.MAX_VALUE),
                Filter.less(n, 1),
                Filter.atMost(n, 1),
                Filter.greater(n, "0"),
                Filter.in(n, 1, "1", true),
                Filter.in(n),
                Filter.equal(text, "abc"),
                Filter.equal(text, "\u00e9"),
                Filter.equal(text, ""),
                Filter.greater(text, "abc"),
                Filter.greater(text, "\uffe6"),
                Filter.less(text, "\u00e9"),
                Filter.contains(text, "b"),
                Filter.contains(text, "%"),
                Filter.contains(text, "_"),
                Filter.contains(text, ""),
                Filter.contains(list, 1),
                Filter.contains(list, "a"),
                Filter.contains(list, List.of(2.0)),
                Filter.equal(list, List.of()),
                Filter.equal(list, List.of(1)),
                Filter.equal(Field.metadata("map"), Map.of("k", 1)),
                Filter.equal(Field.metadata("map", "k"), 1),
                Filter.equal(Field.metadata("a", "b"), 2),
                Filter.equal(Field.metadata("a.b"), 1),
                Filter.equal(Field.metadata("a", "b", "c"), 1),
                Filter.equal(Field.metadata("x'; DROP TABLE memories; --"), "' OR '1'='1"),
                Filter.equal(Field.metadata("a\"b"), "c\\"),
                Filter.equal(Field.metadata("$.n"), 3),
                Filter.equal(Field.metadata("n[0]"), 4),
                Filter.equal(Field.metadata("n' OR 1=1 --"), 1));
    }

    private static List<Filter> onAttributes() {
        return List.of(
                Filter.type(MemoryType.MESSAGE),
                Filter.type(MemoryType.of("my_own-1")),
                Filter.in(Field.TYPE, "message", "nothing"),
                Filter.contains(Field.TYPE, "mes"),
                Filter.session("s"),
                Filter.exists(Field.SESSION),
                Filter.greater(Field.SEQUENCE, 3),
                Filter.equal(Field.SEQUENCE, 3.0),
                Filter.equal(Field.ACTOR, "Ann"),
                Filter.contains(Field.ACTOR, "nn"),
                Filter.equal(Field.IMPORTANCE, 1),
                Filter.less(Field.IMPORTANCE, 0.5),
                Filter.createdBetween(NOON.plusSeconds(2), NOON.plusSeconds(5)),
                Filter.equal(Field.CREATED_AT, NOON),
                Filter.less(Field.CREATED_AT, Instant.parse("0001-01-01T00:00:00Z")),
                Filter.greater(Field.UPDATED_AT, NOON),
                Filter.atMost(Field.LAST_ACCESSED, NOON.plusSeconds(3)),
                Filter.exists(Field.EXPIRES_AT),
                Filter.greater(Field.EXPIRES_AT, NOON));
    }

    private static List<Filter> joined() {
        Field n = Field.metadata("n");
        return List.of(
                Filter.and(),
                Filter.or(),
                Filter.and(Filter.exists(n), Filter.not(Filter.equal(n, 1))),
                Filter.or(Filter.session("s"), Filter.equal(n, 1), Filter.type(MemoryType.MESSAGE)),
                Filter.not(Filter.and(
                        Filter.exists(Field.metadata("text")),
                        Filter.or(Filter.less(n, 5), Filter.exists(Field.metadata("list"))))));
    }
}
