package io.jamey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MemoryPatchTest {
    private static final Instant NOW = Instant.parse("2025-05-06T07:08:09.123456789Z");

    private static final Memory MEMORY = NewMemory.of("old words")
            .embedding(Embedding.of(1, 2))
            .importance(0)
            .expiresAt(NOW.plusSeconds(60))
            .build()
            .stored(Namespace.of("t"), new UUID(0, 1), 0, NOW.minusSeconds(60));

    private static Memory after(MemoryPatch.Builder patch) {
        return patch.build().appliedTo(MEMORY, NOW);
    }

    @Test
    void aChangeCountsUpAndIsDatedInMicroseconds() {
        Memory changed = after(MemoryPatch.change().actor("Ann"));

        assertThat(changed.version()).isEqualTo(2);
        assertThat(changed.updatedAt()).isEqualTo(Instant.parse("2025-05-06T07:08:09.123456Z"));
        assertThat(changed.createdAt()).isEqualTo(MEMORY.createdAt());
        assertThat(changed.embedding()).isEqualTo(MEMORY.embedding());
    }

    @Test
    void aPatchThatChangesNothingGivesTheSameObject() {
        assertThat(after(MemoryPatch.change())).isSameAs(MEMORY);
        assertThat(after(MemoryPatch.change().content("old words"))).isSameAs(MEMORY);
        assertThat(after(MemoryPatch.change().importance(-0.0))).isSameAs(MEMORY);
        assertThat(after(MemoryPatch.change()
                        .expiresAt(NOW.plusSeconds(60).plusNanos(5))
                        .expecting(1)))
                .isSameAs(MEMORY);
    }

    @Test
    void newContentDropsAnEmbeddingThatWasNotRenewed() {
        assertThat(after(MemoryPatch.change().content("new")).embedding()).isEmpty();
        assertThat(after(MemoryPatch.change().content("new").embedding(Embedding.of(3, 4)))
                        .embedding())
                .contains(Embedding.of(3, 4));
        assertThat(after(MemoryPatch.change().withoutEmbedding()).embedding()).isEmpty();
        assertThat(after(MemoryPatch.change().neverExpires()).expiresAt()).isEmpty();
    }

    @Test
    void aLayerIsToldWhichContentLacksAnEmbedding() {
        assertThat(MemoryPatch.change().content("new").build().contentToEmbed()).contains("new");
        assertThat(MemoryPatch.change()
                        .content("new")
                        .withoutEmbedding()
                        .build()
                        .contentToEmbed())
                .isEmpty();
        assertThat(MemoryPatch.change().actor("Ann").build().contentToEmbed()).isEmpty();

        MemoryPatch embedded = MemoryPatch.change()
                .content("new")
                .importance(1)
                .neverExpires()
                .expecting(1)
                .build()
                .withEmbedding(Embedding.of(3, 4));
        assertThat(embedded.contentToEmbed()).isEmpty();
        assertThat(embedded.expectedVersion()).hasValue(1);
        Memory changed = embedded.appliedTo(MEMORY, NOW);
        assertThat(changed.content()).isEqualTo("new");
        assertThat(changed.embedding()).contains(Embedding.of(3, 4));
        assertThat(changed.importance()).isEqualTo(1);
        assertThat(changed.expiresAt()).isEmpty();
    }

    @Test
    void aMemoryCanLeaveItsSessionAndItsPlaceThere() {
        Memory turn = NewMemory.of("x").session("s", 7).build().stored(Namespace.of("t"), new UUID(0, 1), 0, NOW);
        MemoryPatch leave = MemoryPatch.change().withoutSession().build();

        Memory left = leave.withEmbedding(Embedding.of(1, 2)).appliedTo(turn, NOW);

        assertThat(left.session()).isEmpty();
        assertThat(left.sequence()).isEmpty();
        assertThat(left.version()).isEqualTo(2);
        assertThat(leave.appliedTo(MEMORY, NOW)).isSameAs(MEMORY);
    }

    @Test
    void whatBelongsToOneMemoryIsNotForMany() {
        MemoryPatch many = MemoryPatch.change()
                .importance(1)
                .withoutEmbedding()
                .withoutSession()
                .build();
        assertThat(many.forMany()).isSameAs(many);

        for (MemoryPatch.Builder one : List.of(
                MemoryPatch.change().content("x"),
                MemoryPatch.change().embedding(Embedding.of(1)),
                MemoryPatch.change().expecting(1))) {
            assertThatIllegalArgumentException().isThrownBy(() -> one.build().forMany());
        }
    }

    @Test
    void anotherVersionThanExpectedIsAConflict() {
        assertThatExceptionOfType(MemoryException.class)
                .isThrownBy(() -> after(MemoryPatch.change().expecting(2)))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(MemoryException.Kind.CONFLICT));
    }

    @Test
    void contradictionsAndBadValuesAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MemoryPatch.change()
                        .embedding(Embedding.of(1))
                        .withoutEmbedding()
                        .build());
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> MemoryPatch.change().expiresAt(NOW).neverExpires().build());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MemoryPatch.change().expecting(0).build());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MemoryPatch.change().content(" ").build());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MemoryPatch.change().importance(2).build());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MemoryPatch.change().expiresAt(Instant.MAX).build());
    }
}
