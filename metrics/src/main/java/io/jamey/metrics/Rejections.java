package io.jamey.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/// Counts the requests that a server turned away before anything was done for them.
public final class Rejections implements MeterBinder {
    private final Map<Reason, LongAdder> counts = new EnumMap<>(Reason.class);

    /// Why a request was turned away.
    public enum Reason {
        /// The server had no room for it.
        OVERLOADED,
        /// The key was used too often.
        RATE,
        /// The namespace is full.
        QUOTA,
        /// Nobody known sent it.
        UNAUTHENTICATED,
        /// Whoever sent it may not do this.
        FORBIDDEN;

        /// As it is written in metrics and JSON: `overloaded`.
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Rejections() {
        for (Reason reason : Reason.values()) {
            counts.put(reason, new LongAdder());
        }
    }

    public void add(Reason reason) {
        of(reason).increment();
    }

    public long count(Reason reason) {
        return of(reason).sum();
    }

    private LongAdder of(Reason reason) {
        return Objects.requireNonNull(counts.get(reason));
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (Reason reason : Reason.values()) {
            FunctionCounter.builder("jamey.rejected", this, read -> read.count(reason))
                    .description("Requests that were turned away before anything was done")
                    .tag("reason", reason.label())
                    .register(registry);
        }
    }
}
