package io.jamey;

/// The unit of isolation and of sharding: a tenant, a user or an agent.
///
/// Compared code point by code point: `Ann`, `ann` and `ann` with a trailing space are three namespaces.
///
/// @param value not blank, no control characters, at most [Limits#NAME_BYTES] bytes of UTF-8
public record Namespace(String value) implements Comparable<Namespace> {
    public Namespace {
        Checks.name("namespace", value);
    }

    public static Namespace of(String value) {
        return new Namespace(value);
    }

    @Override
    public int compareTo(Namespace other) {
        return Value.compareCodePoints(value, other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
