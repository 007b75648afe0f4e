package io.jamey.redis;

import io.jamey.Filter;
import io.jamey.Memory;
import io.jamey.Namespace;
import io.jamey.Page;
import io.jamey.PageRequest;
import io.jamey.SearchRequest;
import io.jamey.SearchResult;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/// One thing to read, wherever Redis keeps it.
///
/// @param ids the memory that is asked for; none for an answer about the namespace
record Query<T>(
        Namespace namespace,
        List<UUID> ids,
        Function<Keys, Keys.Guard> guard,
        Function<Keys, Keys.Slot> slot,
        Format<T> format) {

    static Query<Optional<Memory>> memory(Namespace namespace, UUID id) {
        return new Query<>(
                namespace,
                List.of(id),
                keys -> keys.memories(namespace),
                keys -> keys.memory(namespace, id),
                Format.MEMORY);
    }

    static Query<SearchResult> search(Namespace namespace, SearchRequest request) {
        return answer(namespace, RequestDigest.of(request), Format.FOUND);
    }

    static Query<Page> page(Namespace namespace, PageRequest request) {
        return answer(namespace, RequestDigest.of(request), Format.PAGE);
    }

    static Query<Long> count(Namespace namespace, Filter filter) {
        return answer(namespace, RequestDigest.of(filter), Format.COUNT);
    }

    /// When the next memory of the namespace expires.
    static Query<Long> horizon(Namespace namespace) {
        return answer(namespace, new byte[0], Format.COUNT);
    }

    private static <T> Query<T> answer(Namespace namespace, byte[] digest, Format<T> format) {
        return new Query<>(
                namespace, List.of(), keys -> keys.answers(namespace), keys -> keys.answer(namespace, digest), format);
    }
}
