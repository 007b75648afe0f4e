package io.jamey.server.access;

/// How much one namespace may hold. [Long#MAX_VALUE] is no limit.
///
/// @param memories at least 1
/// @param bytes of content, metadata and embeddings; at least 1
public record Quota(long memories, long bytes) {
    private static final Quota UNLIMITED = new Quota(Long.MAX_VALUE, Long.MAX_VALUE);

    public Quota {
        if (memories < 1 || bytes < 1) {
            throw new IllegalArgumentException("a quota must leave room for something, not " + memories
                    + " memories and " + bytes + " bytes: leave it out for no limit");
        }
    }

    public static Quota unlimited() {
        return UNLIMITED;
    }

    public boolean isUnlimited() {
        return equals(UNLIMITED);
    }
}
