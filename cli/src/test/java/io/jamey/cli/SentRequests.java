package io.jamey.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.jamey.MemoryStore;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// Requests as a caller writes them to his connection, by number.
///
/// @param ids of the memories that are there
record SentRequests(List<UUID> ids) {
    /// That of requests that name none.
    static final Namespace NAMESPACE = Namespace.of("default");

    private static final int MEMORIES = 2_000;

    SentRequests {
        ids = List.copyOf(ids);
    }

    /// Fills a store, and returns requests for it.
    static SentRequests fill(MemoryStore store) {
        var ids = new ArrayList<UUID>();
        for (int i = 0; i < MEMORIES; i++) {
            String content = "Ann said on day " + i + " that she likes tea number " + (i * 7919L % MEMORIES)
                    + " better than coffee, and went for a walk in the park with Ben.";
            ids.add(store.store(NAMESPACE, NewMemory.of(content).actor("Ann").build())
                    .id());
        }
        return new SentRequests(ids);
    }

    byte[] get(int number) {
        UUID id = ids.get((int) (number * 7919L % ids.size()));
        return ("GET /v1/memories/" + id + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(US_ASCII);
    }

    byte[] search(int number) {
        byte[] body =
                ("{\"query\":\"which tea does Ann like on day " + number % 50 + "?\",\"limit\":10}").getBytes(UTF_8);
        return ("POST /v1/memories/search HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + "Content-Length: " + body.length + "\r\n\r\n" + new String(body, UTF_8))
                .getBytes(UTF_8);
    }

    byte[] list(int number) {
        return ("GET /v1/memories?limit=" + (50 + number % 10) + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                .getBytes(US_ASCII);
    }
}
