package io.jamey.server.access;

import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a server knows of a key: everything but the key.
///
/// @param id the part of the key it is looked up by; not secret
/// @param name chosen by who made it, unique in its file
/// @param sha256 of the whole key, in hexadecimal
/// @param expires from this instant on the key opens nothing
public record KeyRecord(
        String id,
        String name,
        String sha256,
        Scope scope,
        Permission permission,
        Instant created,
        Optional<Instant> expires) {
    private static final Pattern ID = Pattern.compile("[0-9A-Za-z]{" + ApiKey.ID_LENGTH + "}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    public KeyRecord {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("'" + id + "' is not the id of a key");
        }
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "a key's name has 1 to 64 letters, digits, dots, dashes and underscores, and begins with a letter"
                            + " or digit: '" + name + "' does not");
        }
        if (!SHA256.matcher(sha256).matches()) {
            throw new IllegalArgumentException("the sha256 of the key '" + name + "' is not 64 hexadecimal digits");
        }
    }

    static KeyRecord of(ApiKey key, KeyRequest request, Instant now) {
        return new KeyRecord(
                key.id(),
                request.name(),
                HexFormat.of().formatHex(key.sha256()),
                request.scope(),
                request.permission(),
                now,
                request.expires());
    }

    public boolean isExpired(Instant now) {
        return expires.isPresent() && !now.isBefore(expires.get());
    }

    Caller caller() {
        return new Caller(name, scope, permission);
    }

    /// Takes as long for a key that is wrong in its first byte as for one that is wrong in its last.
    boolean isOf(ApiKey key) {
        return MessageDigest.isEqual(HexFormat.of().parseHex(sha256), key.sha256());
    }

    /// Without the hash.
    @Override
    public String toString() {
        return "KeyRecord[" + name + ", " + id + ", " + scope + ", " + permission + "]";
    }
}
