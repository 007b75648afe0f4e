package io.jamey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CursorTest {
    private static final Namespace HERE = Namespace.of("here");
    private static final PageRequest REQUEST = PageRequest.of(10);

    private static Cursor cursorAt(Instant createdAt, UUID id) {
        Memory memory = NewMemory.of("x").createdAt(createdAt).build().stored(HERE, id, 0, Instant.EPOCH);
        return Cursor.after(memory, REQUEST);
    }

    @Test
    void aCursorKeepsItsPositionToTheMicrosecond() {
        for (Instant at : List.of(
                Instant.parse("0001-01-01T00:00:00Z"),
                Instant.parse("1969-12-31T23:59:59.999999Z"),
                Instant.parse("2025-05-06T07:08:09.123456Z"),
                Instant.parse("9999-12-31T23:59:59.999999Z"))) {
            var id = new UUID(Long.MIN_VALUE, -1);

            Cursor.Position position = cursorAt(at, id).in(HERE, REQUEST);

            assertThat(position.id()).isEqualTo(id);
            assertThat(Instant.EPOCH.plus(position.key(), ChronoUnit.MICROS)).isEqualTo(at);
        }
    }

    @Test
    void aCursorServesOtherLimitsAndEmbeddingsButNoOtherListing() {
        Cursor cursor = cursorAt(Instant.EPOCH, new UUID(1, 2));

        assertThat(cursor.in(HERE, PageRequest.of(3).after(cursor).withEmbeddings()))
                .isNotNull();
        assertThatIllegalArgumentException().isThrownBy(() -> cursor.in(Namespace.of("there"), REQUEST));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> cursor.in(HERE, REQUEST.ordered(PageRequest.Order.OLDEST_FIRST)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> cursor.in(HERE, REQUEST.where(Filter.exists(Field.ACTOR))));
    }

    @Test
    void whatIsNoCursorIsRefused() {
        String token = cursorAt(Instant.EPOCH, new UUID(1, 2)).token();
        for (String garbled :
                List.of("", "?", "A", "AAAA", token + "AA", token.substring(4), "B" + token.substring(1))) {
            assertThatIllegalArgumentException()
                    .as("'%s'", garbled)
                    .isThrownBy(() -> new Cursor(garbled).in(HERE, REQUEST));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> new Cursor("A".repeat(65)));
    }

    @Test
    void aCursorByPlaceKeepsThePlaceOrThatThereIsNone() {
        PageRequest request = REQUEST.ordered(PageRequest.Order.BY_SEQUENCE);
        for (long place : new long[] {0, 7, Limits.SEQUENCE}) {
            Memory turn = NewMemory.of("x").session("s", place).build().stored(HERE, new UUID(1, 2), 0, Instant.EPOCH);

            assertThat(Cursor.after(turn, request).in(HERE, request).key()).isEqualTo(place);
        }
        Memory single = NewMemory.of("x").build().stored(HERE, new UUID(1, 2), 0, Instant.EPOCH);
        Cursor cursor = Cursor.after(single, request);
        assertThat(cursor.in(HERE, request).key()).isEqualTo(-1);

        byte[] forged = Base64.getUrlDecoder().decode(cursor.token());
        ByteBuffer.wrap(forged).putLong(5, -2);
        var before = new Cursor(Base64.getUrlEncoder().withoutPadding().encodeToString(forged));
        assertThatIllegalArgumentException().isThrownBy(() -> before.in(HERE, request));
    }

    @Test
    void aForgedTimeThatNoStoreCanHoldIsRefused() {
        byte[] forged = Base64.getUrlDecoder()
                .decode(cursorAt(Instant.EPOCH, new UUID(1, 2)).token());
        for (long micros : new long[] {Long.MIN_VALUE, Long.MAX_VALUE, 253_402_300_800_000_000L}) {
            ByteBuffer.wrap(forged).putLong(5, micros);
            var cursor = new Cursor(Base64.getUrlEncoder().withoutPadding().encodeToString(forged));

            assertThatIllegalArgumentException().isThrownBy(() -> cursor.in(HERE, REQUEST));
        }
    }
}
