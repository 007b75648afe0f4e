package io.jamey.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimesTest {
    @Test
    void aTimeIsReadAsTheJdkReadsIt() {
        for (String written : List.of(
                "2025-03-01T09:30:00Z",
                "2025-03-01T09:30:00.1Z",
                "2025-03-01T09:30:00.000001Z",
                "2024-02-29T23:59:59.999999999Z",
                "0001-01-01T00:00:00Z",
                "9999-12-31T23:59:59.999999Z",
                "1969-12-31T23:59:59.5Z",
                "2025-03-01T09:30Z",
                "2025-03-01T09:30:00+02:00",
                "2025-03-01T09:30:00.25-11:30",
                "+12025-03-01T09:30:00Z")) {
            assertThat(Times.parse("time", written))
                    .as(written)
                    .isEqualTo(OffsetDateTime.parse(written).toInstant());
        }
        assertThat(Times.parse("time", "2025-03-01")).isEqualTo(Instant.parse("2025-03-01T00:00:00Z"));
    }

    @Test
    void whatIsNoTimeIsRefused() {
        for (String written : List.of(
                "",
                "Z",
                "2025-02-29T09:30:00Z",
                "2025-13-01T09:30:00Z",
                "2025-03-01T24:30:00Z",
                "2025-03-01T09:60:00Z",
                "2025-03-01T09:30:60Z",
                "2025-03-01T09:30:00,5Z",
                "2025-03-01T09:30:00.1234567890Z",
                "2025-03-01T09:30:0xZ",
                "2025-03-01 09:30:00Z",
                "2025-03-01T09:30:00.5",
                "2025-03-01T0\u0669:30:00Z")) {
            assertThatThrownBy(() -> Times.parse("when", written))
                    .as(written)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("when is not a time");
        }
    }
}
