package io.jamey.embedded.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.jamey.Embedding;
import io.jamey.Memory;
import io.jamey.MemoryException;
import io.jamey.MemoryIds;
import io.jamey.Namespace;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RecordCodecTest {
    private static final Namespace ANN = Namespace.of("ann");
    private static final long RID = 4711;

    private final RecordCodec codec = new RecordCodec(Path.of("some.jamey"));

    @Test
    void everyMemoryComesBackEqual() {
        Random random = Samples.random("everyMemoryComesBackEqual");
        for (int i = 0; i < 500; i++) {
            Memory memory = Samples.any(ANN, random).withEmbedding(Optional.empty());
            Place place = place(memory);
            byte[] record = RecordCodec.encode(memory, place);
            assertThat(codec.decode(record, place, memory.lastAccessed())).isEqualTo(memory);
        }
    }

    @Test
    void everyEmbeddingComesBackEqual() {
        Random random = Samples.random("everyEmbeddingComesBackEqual");
        for (int dimension : new int[] {1, 3, 1536, 8192}) {
            Embedding embedding = Samples.embedding(random, dimension);
            assertThat(codec.decodeEmbedding(EncodedEmbedding.of(embedding).sealed(RID), RID))
                    .isEqualTo(embedding);
        }
    }

    @Test
    void aFlippedBitOfARecordIsNoticed() {
        Memory memory = Samples.any(ANN, Samples.random("everyFlippedBit"));
        Place place = place(memory);
        byte[] record = RecordCodec.encode(memory, place);
        for (int bit = 0; bit < record.length * 8; bit += bit < 2_000 ? 1 : 7) {
            byte[] damaged = record.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            assertCorrupt(RID, () -> codec.decode(damaged, place, Samples.T0));
        }
    }

    @Test
    void aTruncatedRecordIsNoticed() {
        Memory memory = Samples.any(ANN, Samples.random("everyTruncation"));
        Place place = place(memory);
        byte[] record = RecordCodec.encode(memory, place);
        for (int length = 0; length < record.length; length++) {
            byte[] cut = Arrays.copyOf(record, length);
            assertCorrupt(RID, () -> codec.decode(cut, place, Samples.T0));
        }
    }

    @Test
    void aRecordInAnotherPlaceIsNoticed() {
        Memory memory = Samples.plain(ANN, "here");
        Place place = place(memory);
        byte[] record = RecordCodec.encode(memory, place);
        UUID id = place.id();
        long created = place.created();
        for (Place other : new Place[] {
            new Place(RID + 1, ANN, id, created, Place.NEVER),
            new Place(RID, Namespace.of("bnn"), id, created, Place.NEVER),
            new Place(RID, ANN, MemoryIds.next(), created, Place.NEVER),
            new Place(RID, ANN, id, created + 1, Place.NEVER),
            new Place(RID, ANN, id, created, 0)
        }) {
            assertCorrupt(other.rid(), () -> codec.decode(record, other, Samples.T0));
        }
    }

    @Test
    void wildLengthsUnderAMatchingChecksumAreNoticedBeforeAnythingIsAllocated() {
        Random random = Samples.random("wildLengths");
        Memory memory = Samples.any(ANN, random);
        Place place = place(memory);
        byte[] record = RecordCodec.encode(memory, place);
        for (int i = 0; i < 2_000; i++) {
            byte[] damaged = record.clone();
            for (int n = 0; n < 5; n++) {
                damaged[29 + random.nextInt(record.length - 29)] =
                        (byte) (random.nextBoolean() ? 0xff : random.nextInt());
            }
            RecordCodec.seal(damaged, place);
            try {
                codec.decode(damaged, place, Samples.T0);
            } catch (MemoryException e) {
                assertThat(e.kind()).isEqualTo(MemoryException.Kind.CORRUPT);
            }
        }
    }

    @Test
    void everyFlippedBitOfAnEmbeddingIsNoticedAndSoAreOtherRowsAndLengths() {
        byte[] bytes = EncodedEmbedding.of(Samples.embedding(new Random(1), 16)).sealed(RID);
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            byte[] damaged = bytes.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            assertCorrupt(RID, () -> codec.decodeEmbedding(damaged, RID));
        }
        assertCorrupt(RID + 1, () -> codec.decodeEmbedding(bytes, RID + 1));
        for (int length : new int[] {0, 3, 4, bytes.length - 1, bytes.length - 4, 4 << 20}) {
            byte[] other = Arrays.copyOf(bytes, length);
            assertCorrupt(RID, () -> codec.decodeEmbedding(other, RID));
        }
    }

    @Test
    void textWithALoneSurrogateIsRefusedRatherThanChanged() {
        Memory m = Samples.plain(ANN, "fine");
        Memory broken = new Memory(
                m.id(),
                ANN,
                m.type(),
                "a\ud800b",
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
        assertThatThrownBy(() -> RecordCodec.encode(broken, place(m)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("surrogate");
    }

    private static Place place(Memory memory) {
        return Place.of(memory, RID);
    }

    private static void assertCorrupt(long rid, Runnable decoding) {
        try {
            decoding.run();
        } catch (MemoryException e) {
            assertThat(e.kind()).isEqualTo(MemoryException.Kind.CORRUPT);
            assertThat(e.getMessage()).contains("some.jamey").contains("row " + rid);
            return;
        }
        fail("the damage went unnoticed");
    }
}
