package io.jamey.cache;

import io.jamey.Embedding;
import io.jamey.Filter;
import io.jamey.Namespace;
import io.jamey.PageRequest;
import io.jamey.SearchRequest;
import java.util.UUID;

/// What an entry answers. The namespace is part of every key.
sealed interface Key {

    /// One memory.
    record OfMemory(Namespace namespace, UUID id) implements Key {
        /// Spread over all bits, for [Stamps] take the lowest.
        @Override
        public int hashCode() {
            int hash = 31 * namespace.hashCode() + id.hashCode();
            return hash ^ hash >>> 15;
        }
    }

    /// One request, whole.
    ///
    /// @param request a [SearchRequest], a [PageRequest], or the [Filter] of a count
    /// @param hash of the rest, computed once
    record OfRequest(Namespace namespace, Object request, int hash) implements Key {
        static OfRequest search(Namespace namespace, SearchRequest request) {
            int hash = namespace.hashCode();
            hash = 31 * hash + request.text().hashCode();
            // Its length stands for the embedding: all components went into it, once.
            hash = 31 * hash
                    + Double.hashCode(request.embedding().map(Embedding::norm).orElse(0.0));
            hash = 31 * hash + request.filter().hashCode();
            return new OfRequest(namespace, request, 31 * hash + request.limit());
        }

        static OfRequest page(Namespace namespace, PageRequest request) {
            return new OfRequest(namespace, request, 31 * namespace.hashCode() + request.hashCode());
        }

        static OfRequest count(Namespace namespace, Filter filter) {
            return new OfRequest(namespace, filter, 31 * namespace.hashCode() + filter.hashCode());
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }
}
