package io.jamey.server.stress;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jamey.NewMemory;
import io.jamey.json.Json;
import io.jamey.json.MemoryJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// One connection that writes into a namespace of its own, request by request, and remembers what it was told: the
/// oracle of a server that is killed.
final class Writer implements AutoCloseable {
    private static final int MANY = 600;

    private final String namespace;
    private final Random random;
    private final Told told = new Told();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private Optional<Request> unanswered = Optional.empty();
    private long requests;

    Writer(int number, long seed) {
        namespace = "writer-" + number;
        random = new Random(seed + number);
    }

    /// Sends requests until one is not answered or is refused, or so many were, and says how many were acknowledged.
    ///
    /// @param heard what to do when something is acknowledged
    int write(URI server, int most, Runnable heard) throws InterruptedException {
        for (int done = 0; done < most; done++) {
            Request request = next();
            told.begin(request.change());
            unanswered = Optional.of(request);
            Optional<HttpResponse<String>> answer = send(server, request);
            if (answer.isEmpty()) {
                return done;
            }
            unanswered = Optional.empty();
            if (answer.get().statusCode() == 503 && answer.get().body().contains("/problems/overloaded")) {
                told.refused();
                return done;
            }
            List<UUID> ids = acknowledged(request, answer.get());
            told.acknowledged(ids);
            heard.run();
            if (request.key().isPresent() && random.nextInt(4) == 0) {
                repeat(server, request, ids);
            }
        }
        return most;
    }

    /// The answer to the same request under the same key is the same.
    private void repeat(URI server, Request request, List<UUID> ids) throws InterruptedException {
        Optional<HttpResponse<String>> again = send(server, request);
        if (again.isPresent()
                && again.get().statusCode() != 503
                && !acknowledged(request, again.get()).equals(ids)) {
            throw new AssertionError("another answer to the same request: " + request);
        }
    }

    private Request next() {
        requests++;
        List<String> known = told.known();
        List<String> memories = known.stream()
                .filter(token -> Token.parse(token).kind() == Token.Kind.MEMORY)
                .toList();
        String here = "?namespace=" + namespace;
        if (known.size() > MANY) {
            return deleteAll(here, known.subList(0, MANY / 2));
        }
        int choice = random.nextInt(memories.isEmpty() ? 50 : 100);
        if (choice < 15) {
            return Request.store("/v1/memories" + here, tokens(Token.Kind.MEMORY, 1), key());
        }
        if (choice < 30) {
            return Request.store("/v1/memories" + here, tokens(Token.Kind.MEMORY, 2 + random.nextInt(20)), key());
        }
        if (choice < 43) {
            return Request.store(
                    "/v1/sessions/talk/messages" + here, tokens(Token.Kind.MESSAGE, 1 + random.nextInt(3)), key());
        }
        if (choice < 50) {
            return Request.lines("/v1/import" + here, tokens(Token.Kind.MEMORY, 1 + random.nextInt(MANY)));
        }
        String one = memories.get(random.nextInt(memories.size()));
        String there = "/v1/memories/" + told.id(one) + here;
        if (choice < 65) {
            return Request.replace(
                    "PATCH", there, one, tokens(Token.Kind.MEMORY, 1).getFirst());
        }
        if (choice < 75) {
            return Request.replace(
                    "PUT", there, one, tokens(Token.Kind.MEMORY, 1).getFirst());
        }
        if (choice < 90) {
            return Request.delete(there, one);
        }
        return deleteAll(here, known.subList(0, 1 + random.nextInt(Math.min(5, known.size()))));
    }

    private Request deleteAll(String here, List<String> tokens) {
        return Request.deleteAll(
                "/v1/memories/batch-delete" + here,
                tokens,
                tokens.stream().map(told::id).toList());
    }

    private List<Token> tokens(Token.Kind kind, int count) {
        return IntStream.range(0, count)
                .mapToObj(place -> new Token(kind, requests, place))
                .toList();
    }

    private Optional<String> key() {
        return random.nextBoolean() ? Optional.of(namespace + "-" + requests) : Optional.empty();
    }

    /// The answer; none when the connection broke.
    private Optional<HttpResponse<String>> send(URI server, Request request) throws InterruptedException {
        var sent = HttpRequest.newBuilder(server.resolve(request.path()))
                .method(request.method(), HttpRequest.BodyPublishers.ofByteArray(request.bytes()))
                .header("Content-Type", request.mediaType());
        request.key().ifPresent(key -> sent.header("Idempotency-Key", key));
        try {
            return Optional.of(client.send(sent.build(), HttpResponse.BodyHandlers.ofString(UTF_8)));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /// The ids in an answer that says it is done.
    private static List<UUID> acknowledged(Request request, HttpResponse<String> answer) {
        if (answer.statusCode() / 100 != 2) {
            throw new AssertionError(request + " was answered " + answer.statusCode() + " " + answer.body());
        }
        if (request.change().come().isEmpty() || request.change().inPieces()) {
            return List.of();
        }
        Map<?, ?> fields =
                (Map<?, ?>) Objects.requireNonNull(Json.read(answer.body().getBytes(UTF_8)));
        List<?> items = fields.get("items") instanceof List<?> several ? several : List.of(fields);
        return items.stream()
                .map(item -> UUID.fromString(String.valueOf(((Map<?, ?>) item).get("id"))))
                .toList();
    }

    /// Holds what the server has against what it said; sends the request that was not answered again where that must
    /// be harmless, and looks again.
    void verify(URI server) throws InterruptedException {
        told.verify(found(server));
        Optional<Request> again = unanswered.filter(Request::repeatable);
        if (again.isPresent()) {
            HttpResponse<String> answer = send(server, again.get()).orElseThrow();
            boolean gone = again.get().method().equals("DELETE") && answer.statusCode() == 404;
            told.acknowledged(gone ? List.of() : acknowledged(again.get(), answer));
            told.verify(found(server));
        }
        unanswered = Optional.empty();
        told.settle(found(server));
        verifyOrder(server);
    }

    private Map<String, UUID> found(URI server) {
        var found = new LinkedHashMap<String, UUID>();
        for (NewMemory memory : lines(server.resolve("/v1/export?namespace=" + namespace))) {
            UUID before = found.put(Token.of(memory), memory.id().orElseThrow());
            if (before != null) {
                throw new AssertionError(Token.of(memory) + " is there twice");
            }
        }
        return found;
    }

    /// Messages are in their session in the order in which they were sent.
    private void verifyOrder(URI server) {
        List<Token> order = new ArrayList<>();
        URI session = server.resolve("/v1/sessions/talk/export?namespace=" + namespace);
        for (NewMemory memory : lines(session)) {
            order.add(Token.parse(String.valueOf(
                    Objects.requireNonNull(memory.metadata().fields().get("token"))
                            .toJava())));
        }
        if (!order.equals(order.stream().sorted().toList())) {
            throw new AssertionError("messages are out of order: " + order);
        }
    }

    private List<NewMemory> lines(URI address) {
        try {
            var answer = client.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofLines());
            try (Stream<String> lines = answer.body()) {
                if (answer.statusCode() != 200) {
                    throw new AssertionError(address + " was answered " + answer.statusCode() + " " + lines.toList());
                }
                return lines.map(line -> MemoryJson.read(line).memory()).toList();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
