package io.jamey.encoding;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class MicrosTest {
    @Test
    void microsecondsRoundDownAndStopAtTheirBounds() {
        assertThat(Micros.of(Instant.ofEpochSecond(-1, 999))).isEqualTo(-1_000_000);
        assertThat(Micros.of(Instant.MIN)).isEqualTo(Long.MIN_VALUE);
        assertThat(Micros.of(Instant.MAX)).isEqualTo(Long.MAX_VALUE);
        assertThat(Micros.toInstant(-1)).isEqualTo(Instant.ofEpochSecond(-1, 999_999_000));
    }
}
