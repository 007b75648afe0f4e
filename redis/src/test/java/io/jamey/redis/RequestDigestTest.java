package io.jamey.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.jamey.Cursor;
import io.jamey.Embedding;
import io.jamey.Field;
import io.jamey.Filter;
import io.jamey.PageRequest;
import io.jamey.SearchRequest;
import io.jamey.Value;
import io.jamey.Weights;
import java.time.Instant;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RequestDigestTest {
    private static final List<Filter> FILTERS = List.of(
            Filter.everything(),
            Filter.equal(Field.ACTOR, "Ann"),
            Filter.equal(Field.SESSION, "Ann"),
            Filter.equal(Field.metadata("actor"), "Ann"),
            Filter.equal(Field.metadata("a", "b"), 1),
            Filter.equal(Field.metadata("a"), 1),
            Filter.equal(Field.metadata("a"), 1.5),
            Filter.equal(Field.metadata("a"), "1"),
            Filter.equal(Field.metadata("a"), true),
            new Filter.Contains(Field.metadata("a"), new Value.Text("1")),
            new Filter.In(Field.metadata("a"), List.of(new Value.Text("1"))),
            new Filter.In(Field.metadata("a"), List.of(new Value.Text("1"), new Value.Text(""))),
            Filter.exists(Field.metadata("a")),
            Filter.less(Field.CREATED_AT, Instant.EPOCH),
            Filter.atLeast(Field.CREATED_AT, Instant.EPOCH),
            Filter.atLeast(Field.CREATED_AT, Instant.EPOCH.plusNanos(1_000)),
            new Filter.Not(Filter.exists(Field.metadata("a"))),
            new Filter.And(List.of(Filter.exists(Field.ACTOR), Filter.exists(Field.SESSION))),
            new Filter.Or(List.of(Filter.exists(Field.ACTOR), Filter.exists(Field.SESSION))),
            new Filter.And(List.of(new Filter.And(List.of(Filter.exists(Field.ACTOR))), Filter.exists(Field.SESSION))));

    @Test
    void noTwoRequestsHaveAnAnswerInCommon() {
        List<SearchRequest.Builder> searches = List.of(
                SearchRequest.of("tea"),
                SearchRequest.of("tea ").limit(9),
                SearchRequest.of("tea").limit(9),
                SearchRequest.of("tea").minScore(0.5),
                SearchRequest.of("tea").exact(),
                SearchRequest.of("tea").withEmbeddings(),
                SearchRequest.of("tea").weights(Weights.WORDS_ONLY),
                SearchRequest.of(Embedding.of(1, 2)),
                SearchRequest.of(Embedding.of(1, -2)),
                SearchRequest.of("tea").embedding(Embedding.of(1, 2)));
        PageRequest page = PageRequest.of(10);
        List<byte[]> digests = Stream.of(
                        searches.stream().map(search -> RequestDigest.of(search.build())),
                        Stream.of(
                                        page,
                                        PageRequest.of(9),
                                        page.atOffset(1),
                                        page.withEmbeddings(),
                                        page.ordered(PageRequest.Order.OLDEST_FIRST),
                                        page.after(new Cursor("")),
                                        page.after(new Cursor("a")))
                                .map(RequestDigest::of),
                        FILTERS.stream().map(RequestDigest::of),
                        FILTERS.stream().skip(1).map(filter -> RequestDigest.of(page.where(filter))),
                        FILTERS.stream()
                                .skip(1)
                                .map(filter -> RequestDigest.of(
                                        SearchRequest.of("tea").filter(filter).build())))
                .flatMap(digest -> digest)
                .toList();
        Set<String> different = new HashSet<>();
        digests.forEach(digest -> different.add(HexFormat.of().formatHex(digest)));
        assertThat(different).hasSameSizeAs(digests);
        assertThat(RequestDigest.of(SearchRequest.of("tea").build()))
                .isEqualTo(RequestDigest.of(SearchRequest.of("tea").build()));
    }
}
