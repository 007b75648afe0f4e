package io.jamey.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.jamey.Memory;
import io.jamey.MemoryException;
import io.jamey.Namespace;
import io.jamey.cache.CacheOptions;
import io.jamey.cache.CachedMemoryStore;
import io.jamey.layers.ForwardingMemoryStore;
import io.jamey.testkit.ReferenceMemoryStore;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// What is said of a store that cannot be read.
class ReadinessTest {
    private static class Unreadable extends ForwardingMemoryStore {
        private final AtomicInteger asked = new AtomicInteger();
        private final CountDownLatch mayAnswer = new CountDownLatch(1);
        private volatile boolean broken;
        private volatile boolean stuck;

        Unreadable() {
            super(new ReferenceMemoryStore(InstantSource.system()));
        }

        @Override
        public Map<UUID, Memory> retrieveBatch(Namespace namespace, Collection<UUID> ids) {
            asked.incrementAndGet();
            if (broken) {
                throw new MemoryException(MemoryException.Kind.UNAVAILABLE, "/secret/place is gone");
            }
            if (stuck) {
                try {
                    mayAnswer.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            return super.retrieveBatch(namespace, ids);
        }
    }

    @Test
    void aServerWhoseStoreCannotBeReadLivesAndIsNotReady() {
        var store = new Unreadable();
        try (var api = Api.over(store, ServerOptions.defaults())) {
            store.broken = true;
            HttpResponse<String> ready = api.get("/readyz");

            assertThat(ready.statusCode()).isEqualTo(503);
            assertThat(ready.headers().firstValue("Retry-After")).isPresent();
            assertThat(Api.text(ready, "reason")).contains("cannot be read").doesNotContain("secret");
            assertThat(api.get("/livez").statusCode()).isEqualTo(200);
            store.broken = false;
            assertThat(api.get("/readyz").body()).isEqualTo("{\"status\":\"ok\"}");
        }
    }

    /// What a cache knows says nothing of the store behind it.
    @Test
    void aCacheDoesNotHideThatItsStoreCannotBeRead() {
        var store = new Unreadable();
        try (var api = Api.over(new CachedMemoryStore(store, CacheOptions.defaults()), ServerOptions.defaults())) {
            assertThat(api.get("/readyz").statusCode()).isEqualTo(200);
            store.broken = true;

            assertThat(api.get("/readyz").statusCode()).isEqualTo(503);
        }
    }

    @Test
    void aStoreThatDoesNotAnswerIsAskedOnceAndWaitedForAMoment() {
        var store = new Unreadable();
        try (var api = Api.over(store, ServerOptions.defaults())) {
            store.stuck = true;
            for (int i = 0; i < 2; i++) {
                HttpResponse<String> ready = api.get("/readyz");
                assertThat(ready.statusCode()).isEqualTo(503);
                assertThat(Api.text(ready, "reason")).contains("does not answer");
            }
            assertThat(store.asked).hasValue(1);
            assertThat(api.get("/livez").statusCode()).isEqualTo(200);
            store.stuck = false;
            store.mayAnswer.countDown();
            assertThat(api.get("/readyz").statusCode()).isIn(200, 503);
            assertThat(api.get("/readyz").statusCode()).isEqualTo(200);
        }
    }
}
