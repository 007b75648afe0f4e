package io.jamey.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.jamey.Filter;
import io.jamey.Memory;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.layers.ForwardingMemoryStore;
import io.jamey.testkit.ReferenceMemoryStore;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Requests that look before they write, and others that write between the two.
class RaceTest {
    private static final Namespace ANN = Namespace.of("ann");
    private static final long MEANWHILE_MILLIS = 300;

    /// Reads wait for each other, so that what two requests read is the same; for a moment, if there is only one.
    private static final class LooksTogether extends ForwardingMemoryStore {
        private final CyclicBarrier both = new CyclicBarrier(2);

        LooksTogether() {
            super(new ReferenceMemoryStore(InstantSource.system()));
        }

        @Override
        public Map<UUID, Memory> retrieveBatch(Namespace namespace, Collection<UUID> ids) {
            Map<UUID, Memory> read = super.retrieveBatch(namespace, ids);
            try {
                both.await(MEANWHILE_MILLIS, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (BrokenBarrierException | TimeoutException _) {
                both.reset();
            }
            return read;
        }
    }

    @Test
    void twoRequestsUnderOneKeyAtOnceAreNeverBothStored() throws Exception {
        String one = "{\"memories\":[{\"content\":\"a\"}]}";
        String longer = "{\"memories\":[{\"content\":\"a\"},{\"content\":\"b\"}]}";
        try (var api = Api.over(new LooksTogether(), ServerOptions.defaults());
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<HttpResponse<String>>> asked = List.of(
                    callers.submit(() -> api.post("/v1/memories?namespace=ann", one, "Idempotency-Key", "k")),
                    callers.submit(() -> api.post("/v1/memories?namespace=ann", longer, "Idempotency-Key", "k")));

            int first = asked.get(0).get().statusCode();
            int second = asked.get(1).get().statusCode();

            assertThat(List.of(first, second)).containsExactlyInAnyOrder(201, 422);
            assertThat(api.store().count(ANN, Filter.everything())).isEqualTo(first == 201 ? 1 : 2);
        }
    }

    /// Lets somebody else write before a delete, if he can.
    private static final class Interrupted extends ForwardingMemoryStore {
        private final AtomicReference<Future<Boolean>> meanwhile = new AtomicReference<>();
        private final AtomicReference<Runnable> before = new AtomicReference<>(() -> {});

        Interrupted() {
            super(new ReferenceMemoryStore(InstantSource.system()));
        }

        @Override
        public int deleteBatch(Namespace namespace, Collection<UUID> ids) {
            before.get().run();
            try {
                meanwhile.get().get(MEANWHILE_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException _) {
                // he waits for us
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            return super.deleteBatch(namespace, ids);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"patch", "put", "promote", "tool"})
    void aVersionThatWasNotSeenIsNeverDeleted(String way) {
        var store = new Interrupted();
        Memory memory = store.store(ANN, NewMemory.of("tea").session("talk").build());
        try (var api = Api.over(store, ServerOptions.defaults().namespace(ANN));
                ExecutorService others = Executors.newVirtualThreadPerTaskExecutor();
                McpSyncClient agent = agent(api)) {
            store.before.set(() -> store.meanwhile.set(others.submit(() -> changes(way, api, agent, memory.id()))));

            HttpResponse<String> deleted = api.delete(
                    "/v1/memories/" + memory.id() + "?namespace=ann", "If-Match", "\"" + memory.version() + "\"");

            boolean changed = store.meanwhile.get().get();
            boolean there = store.retrieve(ANN, memory.id()).isPresent();
            assertThat(deleted.statusCode()).isEqualTo(204);
            assertThat(changed)
                    .as("somebody was told that he had changed what was deleted")
                    .isEqualTo(there);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /// Whether the memory was there to be changed.
    private static boolean changes(String way, Api api, McpSyncClient agent, UUID id) {
        String path = "/v1/memories/" + id + "?namespace=ann";
        return switch (way) {
            case "patch" -> api.send("PATCH", path, "{\"content\":\"coffee\"}").statusCode() == 200;
            case "put" ->
                api.send("PUT", path, "{\"content\":\"coffee\"}", "If-Match", "*")
                                .statusCode()
                        == 200;
            case "promote" ->
                api.post("/v1/sessions/talk/promote?namespace=ann", "{\"ids\":[\"" + id + "\"]}")
                        .body()
                        .contains("\"promoted\":1");
            case "tool" ->
                !Boolean.TRUE.equals(agent.callTool(CallToolRequest.builder("update_memory")
                                .arguments(Map.of("id", id.toString(), "content", "coffee"))
                                .build())
                        .isError());
            default -> throw new IllegalArgumentException(way);
        };
    }

    private static McpSyncClient agent(Api api) {
        McpSyncClient client = McpClient.sync(HttpClientStreamableHttpTransport.builder(
                                api.server().uri().toString())
                        .endpoint("/mcp")
                        .build())
                .build();
        client.initialize();
        return client;
    }
}
