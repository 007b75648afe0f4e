package io.jamey.bench.groups;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Operations that are measured together.
public enum Group {
    MEMORY_OPERATIONS("what an agent does all day, one memory at a time"),
    VECTOR_SEARCH("the closest embeddings, alone and under filters"),
    HYBRID_SEARCH("words, embeddings and structure together"),
    PAGINATION("pages of 100 with the exact total"),
    BATCH("many memories in one call, and one by one"),
    ITERATE("every memory, as a stream"),
    CODEC("memories to JSON and back"),
    CACHE("answers from memory and from the store"),
    SHARING("a reference against a copy"),
    INSTRUMENTATION("what it costs to time an operation"),
    STARTUP("opening a store, and the first search");

    private final String about;

    Group(String about) {
        this.about = about;
    }

    /// As it is typed: `memory_operations`.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String about() {
        return about;
    }

    public static Optional<Group> of(String label) {
        return Arrays.stream(values())
                .filter(group -> group.label().equals(label))
                .findFirst();
    }
}
