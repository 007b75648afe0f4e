package io.jamey.redis;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What was loaded under a claim, on its way to Redis; nobody waits for it. Whatever was claimed and is not kept is
/// given up: the next one may load it.
final class Keeping {
    /// Larger values would hold up the answers behind them.
    private static final int VALUE_BYTES_MAX = 1 << 20;

    private static final byte[] NOTHING = {};

    private final List<byte[]> arguments = new ArrayList<>();
    private final List<String> keys = new ArrayList<>();
    private final Set<String> claimed = new LinkedHashSet<>();

    /// @param slots that were claimed
    Keeping(Ticket claim, Collection<Keys.Slot> slots) {
        arguments.add(claim.toBytes());
        slots.forEach(slot -> claimed.add(slot.entry()));
    }

    /// @param millis for which Redis keeps it, 0 for good
    void add(Keys.Slot slot, long millis, byte[] entry) {
        if (entry.length <= VALUE_BYTES_MAX && claimed.remove(slot.entry())) {
            add(slot.entry(), millis, entry);
        }
    }

    private void add(String key, long millis, byte[] entry) {
        keys.add(key);
        arguments.add(SharedReads.ascii(millis));
        arguments.add(entry);
    }

    /// Whether everything is kept, if Redis does its part.
    boolean send(Session session) {
        boolean all = claimed.isEmpty();
        claimed.forEach(key -> add(key, 0, NOTHING));
        if (!keys.isEmpty()) {
            session.send(Script.KEEP, keys, arguments);
        }
        return all;
    }
}
