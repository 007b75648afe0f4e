package io.jamey.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.jamey.MemoryException;
import io.jamey.StoreStatus;
import io.jamey.layers.ForwardingMemoryStore;
import io.jamey.testkit.ReferenceMemoryStore;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LatestStatusTest {
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicBoolean broken = new AtomicBoolean();
    private final AtomicLong now = new AtomicLong();
    private final ForwardingMemoryStore store =
            new ForwardingMemoryStore(new ReferenceMemoryStore(InstantSource.system())) {
                @Override
                public StoreStatus status() {
                    asked.incrementAndGet();
                    if (broken.get()) {
                        throw new MemoryException(MemoryException.Kind.UNAVAILABLE, "the disk is gone");
                    }
                    return super.status();
                }
            };

    @Test
    void theStoreIsAskedOnceInSomeSeconds() {
        var status = new LatestStatus(store, now::get);
        for (int i = 0; i < 100; i++) {
            assertThat(status.read()).isPresent();
        }
        assertThat(asked).hasValue(1);

        now.addAndGet(5_000_000_000L);
        status.read();
        status.read();
        assertThat(asked).hasValue(2);
    }

    @Test
    void aStoreThatCannotSayHasNoValue() {
        broken.set(true);
        StoreMetrics metrics = StoreMetrics.of(store);
        try (var page = new PrometheusText(metrics)) {
            assertThat(metrics.status()).isEmpty();
            assertThat(StoreMetricsTest.text(page, null))
                    .contains("jamey_memories NaN")
                    .contains("memory_store_total 0.0");
        }
    }
}
