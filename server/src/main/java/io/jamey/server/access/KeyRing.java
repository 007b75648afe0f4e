package io.jamey.server.access;

import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The door of a server whose keys lie in a [KeyFile].
///
/// Notices changes of the file at the first request that comes more than [#NOTICED_MILLIS] after the last
/// look at it: a new key opens, a revoked one does not any more. While the file cannot be read nobody is let
/// in: a key that was revoked by hand, with a slip of the pen, must not open on.
///
/// A server on loopback whose keys file is not there lets everybody in; from the moment it has seen the file
/// it wants keys, until it ends. So creating the first key closes the door, and losing the file does not open
/// it.
///
/// **Cost**: a hash of 64 bytes for each request, and a look at the file's times twice a second at most.
public final class KeyRing implements Admission, AutoCloseable {
    static final long NOTICED_MILLIS = 500;
    private static final Pattern BEARER = Pattern.compile("(?i)bearer +(\\S+) *");
    private static final Logger LOG = LoggerFactory.getLogger(KeyRing.class);

    private final KeyFile file;
    private final KeyUses uses;
    private final InstantSource clock;
    private final boolean openWithoutFile;
    private final ReentrantLock reading = new ReentrantLock();
    private volatile Ring ring;

    /// What the file held when it was last looked at.
    ///
    /// @param keys by id; absent when there was no file
    /// @param unreadable why it could not be read
    /// @param wanted whether a file was ever seen
    private record Ring(
            Optional<Map<String, KeyRecord>> keys,
            Optional<String> unreadable,
            boolean wanted,
            String stamp,
            long lookedAtMillis) {
        Ring lookedAt(long millis) {
            return new Ring(keys, unreadable, wanted, stamp, millis);
        }
    }

    /// Reads the file.
    ///
    /// @param exposure a server that others can reach never lets anybody in without a key
    /// @throws UncheckedIOException if the file is there and cannot be read
    public KeyRing(KeyFile file, Exposure exposure, InstantSource clock) {
        this.file = file;
        this.clock = clock;
        uses = new KeyUses(file, clock);
        openWithoutFile = exposure == Exposure.LOOPBACK;
        String stamp = file.stamp();
        Optional<Map<String, KeyRecord>> keys = file.read().map(KeyRing::byId);
        ring = new Ring(keys, Optional.empty(), keys.isPresent(), stamp, clock.millis());
    }

    /// Whether everybody is let in, with or without a key.
    public boolean isOpen() {
        return openWithoutFile && !current().wanted();
    }

    @Override
    public Caller admit(@Nullable String authorization, @Nullable String apiKey) {
        Ring now = current();
        if (openWithoutFile && !now.wanted()) {
            return Caller.anyone();
        }
        ApiKey key = ApiKey.parse(shown(authorization, apiKey));
        if (now.unreadable().isPresent()) {
            throw Refusal.unavailable("the server cannot read its keys now: try again later", NOTICED_MILLIS);
        }
        KeyRecord record = now.keys().map(keys -> keys.get(key.id())).orElse(null);
        if (record == null || !record.isOf(key)) {
            throw Refusal.badKey("the key is unknown, or was revoked");
        }
        if (record.isExpired(clock.instant())) {
            throw Refusal.badKey("the key '" + record.name() + "' expired: ask for a new one");
        }
        uses.note(record.id());
        return record.caller();
    }

    /// Keeps when keys were used last.
    @Override
    public void close() {
        uses.close();
    }

    private static String shown(@Nullable String authorization, @Nullable String apiKey) {
        if (authorization == null) {
            if (apiKey == null) {
                throw Refusal.withoutKey();
            }
            return apiKey.strip();
        }
        Matcher bearer = BEARER.matcher(authorization.strip());
        if (!bearer.matches()) {
            throw Refusal.badKey("send the key as 'Authorization: Bearer jamey_...': other schemes mean nothing here");
        }
        String key = bearer.group(1);
        if (apiKey != null && !apiKey.strip().equals(key)) {
            throw Refusal.badKey("Authorization and X-API-Key hold different keys: send one");
        }
        return key;
    }

    private Ring current() {
        Ring known = ring;
        long now = clock.millis();
        boolean fresh = Math.abs(now - known.lookedAtMillis()) < NOTICED_MILLIS;
        if (fresh || !reading.tryLock()) {
            return known;
        }
        try {
            ring = looked(ring, now);
            return ring;
        } finally {
            reading.unlock();
        }
    }

    private Ring looked(Ring known, long now) {
        String stamp = file.stamp();
        if (stamp.equals(known.stamp())) {
            return known.lookedAt(now);
        }
        try {
            Optional<Map<String, KeyRecord>> keys = file.read().map(KeyRing::byId);
            LOG.info("read {} keys from {}", keys.map(Map::size).orElse(0), file.path());
            return new Ring(keys, Optional.empty(), known.wanted() || keys.isPresent(), stamp, now);
        } catch (UncheckedIOException e) {
            LOG.error("nobody is let in until this is mended: {}", e.getMessage());
            return new Ring(Optional.empty(), Optional.of(String.valueOf(e.getMessage())), true, stamp, now);
        }
    }

    private static Map<String, KeyRecord> byId(List<KeyRecord> keys) {
        return keys.stream().collect(Collectors.toUnmodifiableMap(KeyRecord::id, Function.identity()));
    }
}
