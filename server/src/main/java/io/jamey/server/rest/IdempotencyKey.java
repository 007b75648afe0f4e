package io.jamey.server.rest;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jamey.Limits;
import io.jamey.MemoryException;
import io.jamey.MemoryStore;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.server.http.Call;
import io.jamey.server.http.Problem;
import io.jamey.server.http.ProblemType;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The header `Idempotency-Key`: the same request twice stores once.
///
/// Nothing is remembered for it. The ids of new memories follow from the key, and the store knows a memory it has, so
/// that a key holds as long as the memories do, across restarts.
final class IdempotencyKey {
    static final String HEADER = "Idempotency-Key";
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");

    private final String scope;

    private IdempotencyKey(String scope) {
        this.scope = scope;
    }

    static Optional<IdempotencyKey> of(Call call, Namespace namespace) {
        return call.header(HEADER).map(key -> {
            if (!KEY.matcher(key).matches()) {
                throw Problem.of(ProblemType.INVALID_REQUEST, HEADER + " must be 1 to 255 visible ASCII characters")
                        .with("header", HEADER)
                        .thrown();
            }
            return new IdempotencyKey(call.caller().name() + '\n' + namespace.value() + '\n' + key);
        });
    }

    /// The memories, those that name no id with the one that follows from this key and their place.
    List<NewMemory> named(List<NewMemory> memories) {
        var named = new ArrayList<NewMemory>(memories.size());
        for (int i = 0; i < memories.size(); i++) {
            NewMemory memory = memories.get(i);
            named.add(memory.id().isPresent() ? memory : memory.withId(id(i)));
        }
        return named;
    }

    /// Refuses a key that stands for a shorter or a longer request, by the ids that follow from it.
    ///
    /// @param memories as they came
    void requireSameRequest(MemoryStore store, Namespace namespace, List<NewMemory> memories) {
        List<UUID> mine = IntStream.range(0, memories.size())
                .filter(i -> memories.get(i).id().isEmpty())
                .mapToObj(this::id)
                .toList();
        if (mine.isEmpty()) {
            return;
        }
        // a longer request would have one more
        UUID beyond = id(memories.size());
        var ids = Stream.concat(Stream.of(beyond), mine.stream())
                .limit(Limits.BATCH)
                .toList();
        Set<UUID> there = store.retrieveBatch(namespace, ids).keySet();
        boolean same = there.isEmpty() || (there.size() == ids.size() - 1 && !there.contains(beyond));
        if (!same) {
            throw reused();
        }
    }

    /// What a conflict means under a key.
    static RuntimeException explained(MemoryException fault) {
        return fault.kind() == MemoryException.Kind.CONFLICT ? reused() : fault;
    }

    private static RuntimeException reused() {
        return Problem.of(
                        ProblemType.IDEMPOTENCY_KEY_REUSED,
                        "this Idempotency-Key was used for another request, or a memory it stored has been changed or"
                                + " deleted since: choose a new key for a new request")
                .with("header", HEADER)
                .thrown();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IdempotencyKey key && key.scope.equals(scope);
    }

    @Override
    public int hashCode() {
        return scope.hashCode();
    }

    /// Version 8: a UUID whose bits are the maker's own (RFC 9562).
    private UUID id(int place) {
        return hashed("key\n" + scope + '\n' + place);
    }

    static UUID hashed(String text) {
        ByteBuffer hash = ByteBuffer.wrap(sha256().digest(text.getBytes(UTF_8)));
        long high = (hash.getLong() & ~0xf000L) | 0x8000L;
        long low = (hash.getLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
