package io.jamey.server.stress;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jamey.Embedding;
import io.jamey.MemoryStore;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Memories, and requests about them: of twenty, fourteen search, four retrieve, two store.
final class Mix {
    static final Namespace NAMESPACE = Namespace.of("load");
    private static final int PIECE = 500;
    private static final int EACH = 20;
    private static final int PLACES = 200;
    private static final float SPREAD = 0.7f;
    private static final List<String> WORDS = IntStream.range(0, 2_000)
            .mapToObj(i -> Integer.toString(i * 7_919 + 46_656, 36))
            .toList();

    private final Random random;
    private final int dimension;
    private final List<float[]> places;

    Mix(int dimension, long seed) {
        this.dimension = dimension;
        random = new Random(seed);
        places = Stream.generate(this::place).limit(PLACES).toList();
    }

    /// Fills a store.
    void fill(MemoryStore store, int memories) {
        for (int done = 0; done < memories; done += PIECE) {
            store.storeAll(
                    NAMESPACE,
                    IntStream.range(0, Math.min(PIECE, memories - done))
                            .mapToObj(_ -> NewMemory.of(words(30))
                                    .embedding(Embedding.of(vector()))
                                    .build())
                            .toList());
        }
    }

    /// Requests that hold embeddings.
    List<byte[]> requests(MemoryStore store) {
        return requests(store, () -> ",\"embedding\":\"" + base64(vector()) + "\"");
    }

    /// Requests whose texts the server is to embed.
    List<byte[]> textRequests(MemoryStore store) {
        return requests(store, () -> "");
    }

    private List<byte[]> requests(MemoryStore store, Supplier<String> embedding) {
        List<UUID> ids = store.listPaginated(NAMESPACE, 4 * EACH, 0).items().stream()
                .map(memory -> memory.id())
                .toList();
        var requests = new ArrayList<byte[]>();
        for (int i = 0; i < 14 * EACH; i++) {
            requests.add(
                    post("/v1/memories/search", "{\"limit\":5,\"query\":\"" + words(4) + "\"" + embedding.get() + "}"));
        }
        for (UUID id : ids) {
            requests.add(BadClients.head("GET /v1/memories/" + id + "?namespace=load"));
        }
        for (int i = 0; i < 2 * EACH; i++) {
            requests.add(post("/v1/memories", "{\"content\":\"" + words(30) + "\"" + embedding.get() + "}"));
        }
        return requests;
    }

    static byte[] post(String path, String json) {
        byte[] body = json.getBytes(UTF_8);
        byte[] head = BadClients.head(
                "POST " + path + "?namespace=load", "Content-Type: application/json", "Content-Length: " + body.length);
        return ByteBuffer.allocate(head.length + body.length)
                .put(head)
                .put(body)
                .array();
    }

    private String words(int count) {
        return IntStream.range(0, count)
                .mapToObj(_ -> WORDS.get(random.nextInt(WORDS.size())))
                .collect(Collectors.joining(" "));
    }

    /// Near one of some places, as embeddings of texts are: with none near each other a search would have to compare
    /// thousands.
    private float[] vector() {
        float[] place = places.get(random.nextInt(PLACES));
        var vector = new float[dimension];
        for (int i = 0; i < dimension; i++) {
            vector[i] = place[i] + (float) random.nextGaussian() * SPREAD;
        }
        return vector;
    }

    private float[] place() {
        var place = new float[dimension];
        for (int i = 0; i < dimension; i++) {
            place[i] = (float) random.nextGaussian();
        }
        return place;
    }

    private static String base64(float[] vector) {
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * vector.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector);
        return Base64.getEncoder().encodeToString(bytes.array());
    }
}
