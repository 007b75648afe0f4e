package io.jamey.redis;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// SHA-256: two requests that differ have no answer in common.
final class Digest {
    private Digest() {}

    static byte[] of(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
