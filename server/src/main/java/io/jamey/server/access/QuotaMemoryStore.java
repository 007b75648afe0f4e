package io.jamey.server.access;

import io.jamey.Filter;
import io.jamey.Limits;
import io.jamey.Memory;
import io.jamey.MemoryException;
import io.jamey.MemoryPatch;
import io.jamey.MemoryStore;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.layers.ForwardingMemoryStore;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/// A store whose namespaces may each hold so much and no more. A write that would go beyond is refused as
/// `FULL`, with [QuotaExceeded] as its cause, and changes nothing; everything else passes as it is, and so
/// does deleting.
///
/// ```java
/// var store = QuotaMemoryStore.over(EmbeddedMemoryStore.open(file), quota);
/// ```
///
/// Stand it right on the store, below what makes embeddings, so that they are counted. Writes must not reach
/// the store another way.
///
/// A namespace never holds more than its quota. What it holds is counted by an upper bound: writes add to it
/// before they happen, deletes take off what they removed. Where the bound no longer tells whether there is
/// room (something was replaced, expired, or deleted by a filter), it is counted anew before anything is
/// refused.
///
/// **Cost**: with a quota of memories alone, a few additions. With a quota of bytes, a delete reads what it
/// deletes, and the first write to a namespace reads all of it once; so do later ones where the room is
/// nearly used up, a tenth of the time at most.
public final class QuotaMemoryStore extends ForwardingMemoryStore {
    private final Accounts accounts;
    private final boolean countsBytes;

    public QuotaMemoryStore(MemoryStore store, Quota quota, InstantSource clock) {
        super(store);
        accounts = new Accounts(store, quota, clock);
        countsBytes = quota.bytes() != Long.MAX_VALUE;
    }

    /// The store within this quota: as it is where there is none.
    public static MemoryStore over(MemoryStore store, Quota quota) {
        return quota.isUnlimited() ? store : new QuotaMemoryStore(store, quota, InstantSource.system());
    }

    @Override
    public List<Memory> storeAll(Namespace namespace, List<NewMemory> memories) {
        List<NewMemory> given = List.copyOf(memories);
        return accounts.with(namespace, account -> {
            account.open();
            Usage reserved = reserveForAll(account, namespace, given);
            List<Memory> stored = written(account, reserved, () -> inner().storeAll(namespace, given));
            account.stored(stored);
            if (given.stream().anyMatch(memory -> memory.id().isPresent())) {
                account.loosen(); // some may have been there already
            }
            return stored;
        });
    }

    @Override
    public Optional<Memory> update(Namespace namespace, UUID id, MemoryPatch patch) {
        return accounts.with(namespace, account -> {
            account.open();
            Usage reserved = reserveForChange(account, namespace, id, patch);
            Optional<Memory> updated = written(account, reserved, () -> inner().update(namespace, id, patch));
            account.stored(updated.stream().toList());
            if (updated.isEmpty()) {
                account.release(reserved);
            } else {
                account.loosen(); // what was replaced is still counted
            }
            return updated;
        });
    }

    /// Alone in its namespace: between counting what the filter accepts and changing it there could come more.
    @Override
    public long updateMatching(Namespace namespace, Filter filter, MemoryPatch patch) {
        long each = countsBytes ? MemoryBytes.brought(patch.forMany()) : 0;
        return accounts.with(namespace, account -> {
            account.open();
            return account.alone(() -> {
                Usage brought = new Usage(0, each == 0 ? 0 : each * inner().count(namespace, filter));
                if (!account.reserveAlone(brought)) {
                    throw account.refusal(brought);
                }
                long changed = written(account, brought, () -> inner().updateMatching(namespace, filter, patch));
                account.loosen();
                return changed;
            });
        });
    }

    private Usage reserveForAll(Account account, Namespace namespace, List<NewMemory> memories) {
        Usage all = needed(memories);
        if (account.reserve(all) || account.reserveCounting(all)) {
            return all;
        }
        Usage fresh = needed(withoutStored(namespace, memories));
        if (account.reserve(fresh)) {
            return fresh;
        }
        throw account.refusal(fresh);
    }

    private Usage reserveForChange(Account account, Namespace namespace, UUID id, MemoryPatch patch) {
        Usage brought = new Usage(0, countsBytes ? MemoryBytes.brought(patch) : 0);
        if (account.reserve(brought)) {
            return brought;
        }
        Usage growth = growth(namespace, id, patch);
        if (account.reserve(growth) || account.reserveCounting(growth)) {
            return growth;
        }
        throw account.refusal(growth);
    }

    @Override
    public int deleteBatch(Namespace namespace, Collection<UUID> ids) {
        List<UUID> wanted = List.copyOf(ids);
        return accounts.with(namespace, account -> {
            long turn = account.beginDelete();
            try {
                Usage held = wanted.size() <= Limits.BATCH ? held(namespace, wanted) : Usage.NOTHING;
                int deleted = inner().deleteBatch(namespace, wanted);
                account.deleted(turn, deleted, held);
                return deleted;
            } finally {
                account.endDelete();
            }
        });
    }

    @Override
    public long deleteMatching(Namespace namespace, Filter filter) {
        return loosening(namespace, () -> inner().deleteMatching(namespace, filter));
    }

    @Override
    public long drop(Namespace namespace) {
        return loosening(namespace, () -> inner().drop(namespace));
    }

    private long loosening(Namespace namespace, Supplier<Long> deleting) {
        return accounts.with(namespace, account -> {
            long deleted = deleting.get();
            account.loosen();
            return deleted;
        });
    }

    /// Gives back what was reserved for a write that certainly did not happen.
    private static <T> T written(Account account, Usage reserved, Supplier<T> write) {
        try {
            return write.get();
        } catch (RuntimeException e) {
            if (isBeforeAnyChange(e)) {
                account.release(reserved);
            } else {
                account.loosen(); // it may have happened
            }
            throw e;
        }
    }

    private static boolean isBeforeAnyChange(RuntimeException e) {
        return switch (e) {
            case MemoryException fault ->
                switch (fault.kind()) {
                    case CONFLICT, FULL -> true;
                    case UNAVAILABLE, CORRUPT -> false;
                };
            case IllegalArgumentException _, IllegalStateException _, NullPointerException _ -> true;
            default -> false;
        };
    }

    private Usage needed(List<NewMemory> memories) {
        return new Usage(
                memories.size(),
                countsBytes ? memories.stream().mapToLong(MemoryBytes::of).sum() : 0);
    }

    private List<NewMemory> withoutStored(Namespace namespace, List<NewMemory> memories) {
        List<UUID> ids = memories.stream()
                .flatMap(memory -> memory.id().stream())
                .distinct()
                .toList();
        if (ids.isEmpty() || ids.size() > Limits.BATCH) {
            return memories;
        }
        Map<UUID, Memory> there = inner().retrieveBatch(namespace, ids);
        return memories.stream()
                .filter(memory -> memory.id().filter(there::containsKey).isEmpty())
                .toList();
    }

    /// By how much the change makes the memory larger, exactly.
    private Usage growth(Namespace namespace, UUID id, MemoryPatch patch) {
        Memory before = inner().retrieveBatch(namespace, List.of(id)).get(id);
        if (before == null) {
            return Usage.NOTHING;
        }
        Memory after = patch.appliedTo(before, before.updatedAt());
        return new Usage(0, Math.max(0, MemoryBytes.of(after) - MemoryBytes.of(before)));
    }

    private Usage held(Namespace namespace, List<UUID> ids) {
        if (!countsBytes) {
            return new Usage(ids.size(), 0);
        }
        long memories = 0;
        long bytes = 0;
        for (int from = 0; from < ids.size(); from += Accounts.READ_AT_ONCE) {
            var some = ids.subList(from, Math.min(ids.size(), from + Accounts.READ_AT_ONCE));
            for (Memory memory : inner().retrieveBatch(namespace, some).values()) {
                memories++;
                bytes += MemoryBytes.of(memory);
            }
        }
        return new Usage(memories, bytes);
    }
}
