package io.jamey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class NewMemoryTest {
    private static final Instant NOW = Instant.parse("2025-05-06T07:08:09.123456789Z");

    @Test
    void whatIsLeftOpenIsFilledInWhenStored() {
        var id = new UUID(0, 1);
        Memory stored = NewMemory.of("tea").session("s").build().stored(Namespace.of("t"), id, 4, NOW);

        assertThat(stored.id()).isEqualTo(id);
        assertThat(stored.sequence()).hasValue(4);
        assertThat(stored.createdAt()).isEqualTo(Instant.parse("2025-05-06T07:08:09.123456Z"));
        assertThat(stored.lastAccessed()).isEqualTo(stored.createdAt());
        assertThat(stored.version()).isEqualTo(1);
    }

    @Test
    void aMemoryWithoutASessionHasNoPlaceInOne() {
        Memory stored = NewMemory.of("tea").build().stored(Namespace.of("t"), new UUID(0, 1), 4, NOW);

        assertThat(stored.sequence()).isEmpty();
    }

    @Test
    void onlyWhatTheCallerChoseDecidesWhetherItIsStored() {
        var id = new UUID(0, 1);
        NewMemory open = NewMemory.of("tea").id(id).session("s").build();
        Memory stored = open.stored(Namespace.of("t"), id, 4, NOW);

        assertThat(open.isStoredAs(stored)).isTrue();
        assertThat(open.isStoredAs(stored.withLastAccessed(NOW.plusSeconds(9)))).isTrue();
        assertThat(NewMemory.of("tea").id(id).session("s", 5).build().isStoredAs(stored))
                .isFalse();
        assertThat(NewMemory.of("tea").id(id).build().isStoredAs(stored)).isFalse();
        assertThat(NewMemory.of("tea").session("s").build().isStoredAs(stored))
                .as("without an id it is always another memory")
                .isFalse();
    }

    @Test
    void contentMayFillItsLimitInBytesOfUtf8() {
        assertThat(NewMemory.of("\ud83c\udf75".repeat(Limits.CONTENT_BYTES / 4)).build())
                .isNotNull();
        for (String content : List.of(
                "",
                "\t\n ",
                "a\u0000",
                "\ud83c",
                "\udf75",
                "\udf75\ud83c",
                "a".repeat(Limits.CONTENT_BYTES + 1),
                "\u20ac".repeat(Limits.CONTENT_BYTES / 3 + 1))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> NewMemory.of(content).build());
        }
    }

    @Test
    void aPlaceNeedsASessionAndARange() {
        var place = NewMemory.of("x").session("s", Limits.SEQUENCE).build();
        assertThat(place.sequence()).hasValue(Limits.SEQUENCE);
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        NewMemory.of("x").session("s", Limits.SEQUENCE + 1).build());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NewMemory.of("x").session("s", -1).build());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NewMemory(
                        place.id(),
                        place.type(),
                        place.content(),
                        place.embedding(),
                        place.metadata(),
                        Optional.empty(),
                        place.sequence(),
                        place.actor(),
                        place.importance(),
                        place.createdAt(),
                        place.expiresAt()));
    }

    @Test
    void timesAreWholeMicrosecondsBetweenTheYears1And9999() {
        assertThat(NewMemory.of("x").createdAt(NOW).build().createdAt())
                .contains(Instant.parse("2025-05-06T07:08:09.123456Z"));
        for (Instant time : List.of(
                Instant.MIN,
                Instant.MAX,
                Instant.parse("0000-12-31T23:59:59Z"),
                Instant.parse("9999-12-31T23:59:59.999999001Z"))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> NewMemory.of("x").createdAt(time).build());
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> NewMemory.of("x").expiresAt(time).build());
        }
    }

    @Test
    void contentStaysOutOfWhatIsLogged() {
        NewMemory memory = NewMemory.of("secret").embedding(Embedding.of(1)).build();

        assertThat(memory.toString()).doesNotContain("secret");
        assertThat(memory.stored(Namespace.of("t"), new UUID(0, 1), 0, NOW).toString())
                .doesNotContain("secret");
    }
}
