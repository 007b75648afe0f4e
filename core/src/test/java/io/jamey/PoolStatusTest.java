package io.jamey;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class PoolStatusTest {
    @Test
    void thereAreNoMoreConnectionsAvailableThanThereAre() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PoolStatus(PoolStatus.Health.UP, 3, 2, 0, Optional.empty(), ""))
                .withMessageContaining("of 2 connections 3");
    }
}
