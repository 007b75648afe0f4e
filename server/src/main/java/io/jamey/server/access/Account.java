package io.jamey.server.access;

import io.jamey.Filter;
import io.jamey.Memory;
import io.jamey.MemoryException;
import io.jamey.MemoryStore;
import io.jamey.Namespace;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Iterator;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// What one namespace holds at most, against its quota.
///
/// Writers share the gate and count beside each other under the account's monitor; counting anew has the gate
/// alone, so that nothing moves meanwhile. The bound is never below what the namespace holds:
///
/// - what a write brings is added before the write, and taken off again only if it certainly did not happen;
/// - what a delete removed is taken off only if no other delete ran beside it, for two that read the same
///   memory would both take it off;
/// - what was replaced or expired stays in the bound until it is counted anew.
final class Account {
    /// Counting bytes takes a tenth of the time at most.
    private static final int PAUSE_FACTOR = 9;
    /// When nothing is known that would free room by itself.
    private static final long RETRY_AFTER_MILLIS = Duration.ofMinutes(1).toMillis();

    private final MemoryStore store;
    private final Namespace namespace;
    private final Quota quota;
    private final InstantSource clock;
    private final ReentrantReadWriteLock gate = new ReentrantReadWriteLock();

    private Usage bound = Usage.NOTHING;
    private boolean counted;
    /// Whether the bytes of the namespace may be fewer than the bound.
    private boolean loose;

    private Instant nextExpiry = Instant.MAX;
    private Instant bytesAgainFrom = Instant.MIN;
    private long deletesBegun;
    private int deletesRunning;
    private int inside;
    private boolean retired;

    Account(MemoryStore store, Namespace namespace, Quota quota, InstantSource clock) {
        this.store = store;
        this.namespace = namespace;
        this.quota = quota;
        this.clock = clock;
    }

    /// Comes in; false if this account was forgotten meanwhile.
    synchronized boolean enter() {
        inside += retired ? 0 : 1;
        return !retired;
    }

    synchronized void leave() {
        inside--;
    }

    /// Does the work beside others, but never while the account is counted.
    <T> T beside(Supplier<T> work) {
        gate.readLock().lock();
        try {
            return work.get();
        } finally {
            gate.readLock().unlock();
        }
    }

    /// Makes sure that nobody enters again, if nobody is inside.
    synchronized boolean retire() {
        retired |= inside == 0;
        return retired;
    }

    /// Counts what the namespace holds before the first write to it.
    void open() {
        if (!isCounted()) {
            alone(() -> {
                if (!isCounted()) {
                    count(true);
                }
                return true;
            });
        }
    }

    private synchronized boolean isCounted() {
        return counted;
    }

    /// Adds this to the bound if there is room.
    synchronized boolean reserve(Usage needed) {
        Usage then = bound.plus(needed);
        if (!needed.equals(Usage.NOTHING) && !then.isWithin(quota)) {
            return false;
        }
        bound = then;
        return true;
    }

    /// Counts anew where that can help, and tries again.
    boolean reserveCounting(Usage needed) {
        return alone(() -> {
            if (reserve(needed)) {
                return true;
            }
            count(bytesMayBeFewer());
            return reserve(needed);
        });
    }

    MemoryException refusal(Usage needed) {
        Usage held;
        synchronized (this) {
            held = bound;
        }
        boolean tooMany = held.memories() + needed.memories() > quota.memories();
        String message = (tooMany
                        ? "the namespace may hold " + quota.memories() + " memories and holds " + held.memories()
                                + ", so there is no room for " + needed.memories() + " more"
                        : "the namespace may hold " + quota.bytes() + " bytes and holds " + held.bytes()
                                + ", so there is no room for " + needed.bytes() + " more")
                + ": delete some";
        var exceeded = new QuotaExceeded(message, retryAfterMillis());
        return new MemoryException(MemoryException.Kind.FULL, message, exceeded);
    }

    private synchronized long retryAfterMillis() {
        Instant now = clock.instant();
        Instant promising = loose ? bytesAgainFrom : nextExpiry;
        if (promising.isAfter(now.plusMillis(RETRY_AFTER_MILLIS))) {
            return RETRY_AFTER_MILLIS;
        }
        return promising.isAfter(now) ? Duration.between(now, promising).toMillis() + 1 : RETRY_AFTER_MILLIS;
    }

    /// Takes off again what was reserved for nothing.
    synchronized void release(Usage reserved) {
        bound = bound.minus(reserved);
    }

    /// The namespace may hold less than the bound from now on.
    synchronized void loosen() {
        loose = true;
    }

    /// These are there now.
    synchronized void stored(Collection<Memory> memories) {
        memories.forEach(
                memory -> memory.expiresAt().filter(nextExpiry::isAfter).ifPresent(end -> nextExpiry = end));
    }

    synchronized long beginDelete() {
        deletesRunning++;
        deletesBegun++;
        return deletesRunning == 1 ? deletesBegun : -1;
    }

    synchronized void endDelete() {
        deletesRunning--;
    }

    /// Takes off what was deleted.
    ///
    /// @param turn what [#beginDelete()] gave
    /// @param held what was there to be deleted
    synchronized void deleted(long turn, long memories, Usage held) {
        boolean alone = turn == deletesBegun;
        boolean exact = alone && memories == held.memories();
        bound = bound.minus(new Usage(memories, exact ? held.bytes() : 0));
        loose |= !exact;
    }

    private synchronized boolean bytesMayBeFewer() {
        Instant now = clock.instant();
        return (loose || !nextExpiry.isAfter(now)) && !bytesAgainFrom.isAfter(now);
    }

    /// Only with the gate alone.
    private void count(boolean bytesToo) {
        long memories = store.count(namespace, Filter.everything());
        if (!bytesToo || quota.bytes() == Long.MAX_VALUE) {
            settle(new Usage(memories, bound.bytes()));
            return;
        }
        Instant begun = clock.instant();
        long bytes = 0;
        Instant expiry = Instant.MAX;
        try (Stream<Memory> all = store.iterate(namespace, Filter.everything())) {
            for (Iterator<Memory> each = all.iterator(); each.hasNext(); ) {
                Memory memory = each.next();
                bytes += MemoryBytes.of(memory);
                expiry = memory.expiresAt().filter(expiry::isAfter).orElse(expiry);
            }
        }
        Instant ended = clock.instant();
        synchronized (this) {
            loose = false;
            nextExpiry = expiry;
            bytesAgainFrom = ended.plus(Duration.between(begun, ended).multipliedBy(PAUSE_FACTOR));
        }
        settle(new Usage(memories, bytes));
    }

    private synchronized void settle(Usage held) {
        bound = held;
        counted = true;
    }

    /// Leaves the gate, does the work with the gate alone, and enters again.
    private boolean alone(BooleanSupplier work) {
        gate.readLock().unlock();
        gate.writeLock().lock();
        try {
            return work.getAsBoolean();
        } finally {
            gate.readLock().lock();
            gate.writeLock().unlock();
        }
    }
}
