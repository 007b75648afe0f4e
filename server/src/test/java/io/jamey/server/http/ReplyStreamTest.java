package io.jamey.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReplyStreamTest {
    private static final int PIECE_BYTES = 64 << 10;

    @Test
    void aFullBufferOfAnySizeGrowsToAPieceAtMost() {
        for (int full = 4 << 10; full < PIECE_BYTES; full++) {
            for (int wanted : new int[] {1, full, 100_000}) {
                assertThat(ReplyStream.grown(full, wanted)).isGreaterThan(full).isLessThanOrEqualTo(PIECE_BYTES);
            }
        }
        assertThat(ReplyStream.grown(32_976, 1)).isEqualTo(PIECE_BYTES);
        assertThat(ReplyStream.grown(8_192, 10_000)).isEqualTo(18_192);
    }
}
