package io.jamey.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jamey.bench.work.Count;
import org.junit.jupiter.api.Test;

class QuantityTest {
    @Test
    void hasTheUnitThatSuitsIt() {
        assertThat(Quantity.nanos(2.556)).isEqualTo("2.56 ns");
        assertThat(Quantity.nanos(44_700)).isEqualTo("44.7 us");
        assertThat(Quantity.nanos(1_780_000)).isEqualTo("1.78 ms");
        assertThat(Quantity.nanos(115e6)).isEqualTo("115 ms");
        assertThat(Quantity.nanos(7.2e12)).isEqualTo("7200 s");
        assertThat(Quantity.bytes(0)).isEqualTo("0 B");
        assertThat(Quantity.bytes(162e6)).isEqualTo("162 MB");
        assertThat(Quantity.number(3)).isEqualTo("3");
        assertThat(Quantity.number(0.256)).isEqualTo("0.26");
        assertThat(Quantity.of(Count.ALLOCATED_BYTES, 48_000)).isEqualTo("48.0 kB");
        assertThat(Quantity.of(Count.STATEMENTS, 2)).isEqualTo("2");
        assertThat(Quantity.percent(0.0314)).isEqualTo("+3.1 %");
    }
}
