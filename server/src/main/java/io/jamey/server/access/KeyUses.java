package io.jamey.server.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jamey.json.Json;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// When each key was used last, to the minute: for people who want to know which keys can go.
///
/// Kept in a file beside the keys file, `<keys file>.used`, which is written once a minute at most, by a thread of its
/// own: no request ever waits for it. It is a help and no more: when it cannot be written that is logged once, and a
/// file that is damaged is begun anew.
public final class KeyUses implements AutoCloseable {
    private static final Duration PERIOD = Duration.ofMinutes(1);
    private static final Logger LOG = LoggerFactory.getLogger(KeyUses.class);

    private final KeyFile keys;
    private final PrivateFile file;
    private final InstantSource clock;
    private final Duration period;
    private final Map<String, Instant> seen = new ConcurrentHashMap<>();
    private final AtomicBoolean due = new AtomicBoolean();
    private final AtomicBoolean told = new AtomicBoolean();

    /// Of the keys in this file.
    public KeyUses(KeyFile keys, InstantSource clock) {
        this(keys, clock, PERIOD);
    }

    KeyUses(KeyFile keys, InstantSource clock, Duration period) {
        this.keys = keys;
        this.clock = clock;
        this.period = period;
        file = new PrivateFile(keys.path().resolveSibling(keys.path().getFileName() + ".used"));
    }

    /// The key with this id is used now.
    void note(String id) {
        Instant now = clock.instant();
        Instant before = seen.get(id);
        if (before != null && before.plus(period).isAfter(now)) {
            return;
        }
        seen.put(id, now);
        if (due.compareAndSet(false, true)) {
            Thread.ofVirtual().name("jamey-key-uses").start(this::writeInAWhile);
        }
    }

    /// Uses that come meanwhile are written in one go.
    private void writeInAWhile() {
        try {
            Thread.sleep(period);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        due.set(false);
        write();
    }

    private void write() {
        try {
            file.exclusively(() -> {
                var all = new TreeMap<>(read());
                seen.forEach((id, at) -> all.merge(id, at, (a, b) -> a.isAfter(b) ? a : b));
                keys.read()
                        .ifPresent(known -> all.keySet()
                                .retainAll(known.stream().map(KeyRecord::id).collect(Collectors.toSet())));
                file.replace((Json.write(all) + "\n").getBytes(UTF_8));
                return all;
            });
        } catch (UncheckedIOException e) {
            if (told.compareAndSet(false, true)) {
                LOG.warn("'jamey keys list' will not know when keys were used: {}", e.getMessage());
            }
        }
    }

    /// Last uses by the id of the key; nothing of those that were never used.
    public Map<String, Instant> read() {
        var uses = new TreeMap<String, Instant>();
        try {
            if (file.read().map(Json::read).orElse(null) instanceof Map<?, ?> fields) {
                fields.forEach((id, at) -> uses.put(String.valueOf(id), Instant.parse(String.valueOf(at))));
            }
        } catch (UncheckedIOException | IllegalArgumentException | DateTimeException e) {
            LOG.debug("the last uses of keys cannot be read", e);
        }
        return uses;
    }

    /// Writes what is not written yet.
    @Override
    public void close() {
        if (!seen.isEmpty()) {
            write();
        }
    }
}
