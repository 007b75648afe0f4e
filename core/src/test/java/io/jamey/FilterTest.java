package io.jamey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FilterTest {
    private static final Instant NOW = Instant.parse("2025-05-06T07:08:09.000001Z");
    private static final Field N = Field.metadata("n");

    private static final Memory MEMORY = NewMemory.of("x")
            .type(MemoryType.MESSAGE)
            .session("s1", 7)
            .actor("Ann")
            .importance(0.25)
            .createdAt(NOW.minusSeconds(60))
            .metadata(Metadata.from(Map.of(
                    "n",
                    1,
                    "text",
                    "a%c",
                    "list",
                    List.of(1, "a", List.of(2)),
                    "null",
                    new Value.Null(),
                    "a",
                    Map.of("b", 2))))
            .build()
            .stored(Namespace.of("t"), new UUID(0, 1), 0, NOW);

    private static boolean accepts(Filter filter) {
        boolean accepted = filter.accepts(MEMORY);
        assertThat(Filter.not(filter).accepts(MEMORY)).as("not %s", filter).isEqualTo(!accepted);
        return accepted;
    }

    @Test
    void equalityIsByNumericValueKindAndContent() {
        assertThat(accepts(Filter.equal(N, 1))).isTrue();
        assertThat(accepts(Filter.equal(N, 1.0))).isTrue();
        assertThat(accepts(Filter.equal(N, "1"))).isFalse();
        assertThat(accepts(Filter.equal(N, true))).isFalse();
        assertThat(accepts(Filter.equal(N, null))).isFalse();
        assertThat(accepts(Filter.equal(Field.metadata("list"), List.of(1.0, "a", List.of(2.0)))))
                .isTrue();
        assertThat(accepts(Filter.equal(Field.metadata("a"), Map.of("b", 2.0)))).isTrue();
        assertThat(accepts(Filter.equal(Field.ACTOR, "ann"))).isFalse();
    }

    @Test
    void aMissingFieldIsNotANullField() {
        assertThat(accepts(Filter.equal(Field.metadata("null"), null))).isTrue();
        assertThat(accepts(Filter.equal(Field.metadata("missing"), null))).isFalse();
        assertThat(accepts(Filter.exists(Field.metadata("null")))).isTrue();
        assertThat(accepts(Filter.exists(Field.metadata("missing")))).isFalse();
        assertThat(accepts(Filter.exists(Field.EXPIRES_AT))).isFalse();
        assertThat(accepts(Filter.greater(Field.EXPIRES_AT, NOW))).isFalse();
    }

    @Test
    void comparisonsHoldAtTheirBounds() {
        assertThat(accepts(Filter.less(N, 1))).isFalse();
        assertThat(accepts(Filter.atMost(N, 1.0))).isTrue();
        assertThat(accepts(Filter.atLeast(N, 1))).isTrue();
        assertThat(accepts(Filter.greater(N, 0.999))).isTrue();
        assertThat(accepts(Filter.greater(N, "0"))).as("no order between kinds").isFalse();
        assertThat(accepts(Filter.less(Field.metadata("list"), 9))).isFalse();
        assertThat(accepts(Filter.createdBetween(NOW.minusSeconds(60), NOW))).isTrue();
        assertThat(accepts(Filter.createdBetween(NOW.minusSeconds(61), NOW.minusSeconds(60))))
                .isFalse();
        assertThat(accepts(Filter.equal(Field.UPDATED_AT, NOW))).isTrue();
        assertThat(accepts(Filter.equal(Field.SEQUENCE, 7.0))).isTrue();
        assertThat(accepts(Filter.less(Field.IMPORTANCE, 0.5))).isTrue();
    }

    @Test
    void containsLooksForElementsAndParts() {
        assertThat(accepts(Filter.contains(Field.metadata("list"), 1.0))).isTrue();
        assertThat(accepts(Filter.contains(Field.metadata("list"), List.of(2)))).isTrue();
        assertThat(accepts(Filter.contains(Field.metadata("list"), 2)))
                .as("deeper")
                .isFalse();
        assertThat(accepts(Filter.contains(Field.metadata("text"), "%"))).isTrue();
        assertThat(accepts(Filter.contains(Field.metadata("text"), "A"))).isFalse();
        assertThat(accepts(Filter.contains(Field.metadata("text"), "_")))
                .as("no wildcard")
                .isFalse();
        assertThat(accepts(Filter.contains(N, 1))).isFalse();
        assertThat(accepts(Filter.contains(Field.metadata("a"), "b"))).isFalse();
    }

    @Test
    void choicesAndConnectives() {
        Filter yes = Filter.everything();
        Filter no = Filter.not(yes);
        assertThat(accepts(Filter.in(N, "1", 1.0))).isTrue();
        assertThat(accepts(Filter.in(N))).isFalse();
        assertThat(accepts(Filter.and())).isTrue();
        assertThat(accepts(Filter.or())).isFalse();
        assertThat(accepts(Filter.and(yes, no))).isFalse();
        assertThat(accepts(Filter.or(no, yes))).isTrue();
        assertThat(accepts(Filter.type(MemoryType.MESSAGE))).isTrue();
        assertThat(accepts(Filter.session("s1"))).isTrue();
        assertThat(accepts(Filter.session("S1"))).isFalse();
        assertThat(accepts(Filter.equal(Field.metadata("a", "b"), 2))).isTrue();
        assertThat(accepts(Filter.equal(Field.metadata("a.b"), 2))).isFalse();
    }

    @Test
    void aFilterIsBoundedInSizeDepthAndValues() {
        Value deep = new Value.Null();
        for (int i = 0; i < 10_000; i++) {
            deep = new Value.Items(List.of(deep));
        }
        Value endless = deep;
        assertThatIllegalArgumentException().isThrownBy(() -> Filter.equal(N, endless));
        assertThatIllegalArgumentException().isThrownBy(() -> Filter.contains(N, endless));
        assertThatIllegalArgumentException().isThrownBy(() -> Filter.in(N, 1, endless));

        Filter half =
                Filter.in(N, Collections.nCopies(Limits.FILTER_SIZE / 2, 1).toArray());
        assertThat(Filter.and(half, half, Filter.exists(N)).accepts(MEMORY)).isTrue();
        assertThatIllegalArgumentException().isThrownBy(() -> Filter.and(half, half, Filter.in(N, 1)));

        Filter wide = Filter.or(
                Collections.nCopies(Limits.FILTER_SIZE - 1, Filter.exists(N)).toArray(Filter[]::new));
        assertThat(Filter.not(wide).accepts(MEMORY)).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> Filter.and(wide, Filter.exists(N)));
    }

    @Test
    void aTimeInsideAFilterValueIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Filter.equal(N, List.of(NOW)));
        assertThatIllegalArgumentException().isThrownBy(() -> Filter.equal(N, NOW));
    }
}
