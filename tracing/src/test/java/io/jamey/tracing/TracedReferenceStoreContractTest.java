package io.jamey.tracing;

import io.jamey.MemoryStore;
import io.jamey.layers.ExplainingMemoryStore;
import io.jamey.layers.SearchPlans;
import io.jamey.testkit.MemoryStoreContract;
import io.jamey.testkit.ReferenceMemoryStore;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.time.InstantSource;

/// The whole contract, while everything is recorded and every search explains itself.
class TracedReferenceStoreContractTest extends MemoryStoreContract {
    @Override
    protected MemoryStore open(InstantSource clock) {
        var telemetry = OpenTelemetrySdk.builder()
                .setTracerProvider(SdkTracerProvider.builder().build())
                .build();
        var plans = new SearchPlans();
        var store = new ExplainingMemoryStore(new ReferenceMemoryStore(clock), plans);
        return new TracedMemoryStore(store, telemetry, Capture.CONTENT, plans);
    }
}
