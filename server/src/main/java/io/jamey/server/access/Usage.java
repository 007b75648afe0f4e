package io.jamey.server.access;

/// So many memories of so many bytes together.
record Usage(long memories, long bytes) {
    static final Usage NOTHING = new Usage(0, 0);

    Usage plus(Usage other) {
        return new Usage(memories + other.memories, bytes + other.bytes);
    }

    Usage minus(Usage other) {
        return new Usage(memories - other.memories, bytes - other.bytes);
    }

    boolean isWithin(Quota quota) {
        return memories <= quota.memories() && bytes <= quota.bytes();
    }
}
