package io.jamey.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.jamey.Namespace;
import io.jamey.testkit.ReferenceMemoryStore;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class AccountTest {
    private static final int THREADS = 4;
    private static final int EACH = 200_000;

    /// Writers that come in beside each other must not overwrite each other's sum: no store between them, so that they
    /// meet.
    @Test
    void whatManyReserveAtOnceIsAllCounted() throws Exception {
        var quota = new Quota((long) THREADS * EACH, Long.MAX_VALUE);
        try (var store = new ReferenceMemoryStore(InstantSource.system())) {
            var account = new Account(store, Namespace.of("ann"), quota, InstantSource.system());
            var one = new Usage(1, 0);
            var start = new CountDownLatch(1);
            var threads = new ArrayList<Thread>();
            for (int i = 0; i < THREADS; i++) {
                threads.add(Thread.ofPlatform().start(() -> {
                    try {
                        start.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    for (int j = 0; j < EACH; j++) {
                        account.reserve(one);
                    }
                }));
            }
            start.countDown();
            for (Thread thread : threads) {
                thread.join();
            }

            assertThat(account.reserve(one))
                    .as("there is room for one more than there is room for")
                    .isFalse();
        }
    }
}
