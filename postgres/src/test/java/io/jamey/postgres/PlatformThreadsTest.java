package io.jamey.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.jamey.Filter;
import io.jamey.MemoryException;
import io.jamey.Namespace;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/// What callers on virtual threads are told when no thread takes their calls.
class PlatformThreadsTest {
    private static Throwable failure(ExecutorService virtual, Callable<?> call)
            throws InterruptedException, ExecutionException {
        return virtual.submit(() -> catchThrowable(call::call)).get();
    }

    @Test
    void one_caller_too_many_is_told_to_send_less_at_once() throws Exception {
        var under = new CountDownLatch(PlatformThreads.CALLERS_MAX);
        var end = new CountDownLatch(1);
        try (var threads = new PlatformThreads();
                var virtual = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < PlatformThreads.CALLERS_MAX; i++) {
                var _ = virtual.submit(() -> threads.run(() -> {
                    under.countDown();
                    end.await();
                    return true;
                }));
            }
            under.await();
            try {
                assertThat(failure(virtual, () -> threads.run(() -> true)))
                        .isInstanceOfSatisfying(
                                MemoryException.class,
                                e -> assertThat(e.kind()).isEqualTo(MemoryException.Kind.UNAVAILABLE))
                        .hasMessageContaining("send less at once");
            } finally {
                end.countDown();
            }
        }
    }

    @Test
    void a_closed_store_says_so_to_virtual_threads_too() throws Exception {
        var store = PostgresMemoryStore.open(TestServer.shared().options());
        store.close();
        try (var virtual = Executors.newVirtualThreadPerTaskExecutor()) {
            assertThat(failure(virtual, () -> store.count(Namespace.of("ann"), Filter.everything())))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("the store is closed");
        }
    }
}
