package io.jamey.embedded.attributes;

import io.jamey.Memory;
import io.jamey.MemoryIds;
import io.jamey.ranking.TextTraits;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The attributes of one namespace's memories, in columns. A memory's slot is its row number in every column
/// here, in the vector codes and in the postings; slots of deleted memories are given out again.
///
/// Guarded by the namespace's lock: any number of readers, or one writer. [#touch(int, Instant)] alone may run
/// beside readers.
public final class Slots implements SlotOrder {
    /// In place of a slot: there is none.
    public static final int NONE = -1;

    /// In a column of times (microseconds since the epoch): never.
    static final long NEVER = Long.MAX_VALUE;

    private static final VarHandle ACCESSED = MethodHandles.arrayElementVarHandle(long[].class);

    private final BitSet live = new BitSet();
    private final SlotTable byId = new SlotTable();
    private final List<SessionTurns> turns = new ArrayList<>();
    private long earliestExpiry = NEVER;

    final Names types = new Names();
    final Names sessions = new Names();
    final Names actors = new Names();
    final MetadataIndex metadata = new MetadataIndex();

    private int capacity = 8;
    private long[] idHigh = new long[capacity];
    private long[] idLow = new long[capacity];
    private long[] rids = new long[capacity];
    private long[] versions = new long[capacity];
    private long[] accessed = new long[capacity];
    private int[] words = new int[capacity];
    private final BitSet asks = new BitSet();
    private final BitSet embedded = new BitSet();
    long[] created = new long[capacity];
    long[] updated = new long[capacity];
    long[] expires = new long[capacity];
    long[] sequences = new long[capacity];
    double[] importances = new double[capacity];
    int[] type = new int[capacity];
    int[] session = new int[capacity];
    int[] actor = new int[capacity];

    /// Takes a free slot for the memory and fills in its row.
    ///
    /// @param rid where the record is in the file
    public int add(Memory memory, long rid) {
        int slot = live.nextClearBit(0);
        place(slot, memory, rid);
        embedded.set(slot, memory.embedding().isPresent());
        return slot;
    }

    /// Gives a memory the slot it had when the index was saved.
    ///
    /// @param memory without its embedding, which its codes stand for
    public void restore(int slot, Memory memory, long rid, boolean hasEmbedding) {
        place(slot, memory, rid);
        embedded.set(slot, hasEmbedding);
    }

    private void place(int slot, Memory memory, long rid) {
        ensure(slot);
        live.set(slot);
        idHigh[slot] = memory.id().getMostSignificantBits();
        idLow[slot] = memory.id().getLeastSignificantBits();
        rids[slot] = rid;
        created[slot] = micros(memory.createdAt());
        accessed[slot] = micros(memory.lastAccessed());
        sequences[slot] = memory.sequence().orElse(0);
        session[slot] = memory.session().map(sessions::number).orElse(NONE);
        if (session[slot] != NONE) {
            turnsOf(session[slot]).add(sequences[slot], slot, this);
        }
        describe(slot, memory);
        byId.add(slot, this::hash);
    }

    /// Takes over what an update may change; id, creation and place in the session stay.
    public void change(int slot, Memory memory) {
        metadata.remove(slot);
        describe(slot, memory);
        embedded.set(slot, memory.embedding().isPresent());
    }

    public void remove(int slot) {
        metadata.remove(slot);
        if (session[slot] != NONE) {
            turnsOf(session[slot]).remove(sequences[slot], slot, this);
        }
        byId.remove(slot, hash(slot));
        embedded.clear(slot);
        live.clear(slot);
    }

    private void describe(int slot, Memory memory) {
        updated[slot] = micros(memory.updatedAt());
        expires[slot] = memory.expiresAt().map(Slots::micros).orElse(NEVER);
        earliestExpiry = Math.min(earliestExpiry, expires[slot]);
        importances[slot] = memory.importance();
        type[slot] = types.number(memory.type().name());
        actor[slot] = memory.actor().map(actors::number).orElse(NONE);
        versions[slot] = memory.version();
        TextTraits traits = TextTraits.of(memory.content());
        words[slot] = traits.words();
        asks.set(slot, traits.asks());
        metadata.add(slot, memory.metadata());
    }

    /// The slot of the memory with this id, or [#NONE].
    public int find(UUID id) {
        long high = id.getMostSignificantBits();
        long low = id.getLeastSignificantBits();
        return byId.find(hash(high, low), slot -> idHigh[slot] == high && idLow[slot] == low);
    }

    public UUID id(int slot) {
        return new UUID(idHigh[slot], idLow[slot]);
    }

    public long rid(int slot) {
        return rids[slot];
    }

    /// The version of the memory that the slot describes.
    public long version(int slot) {
        return versions[slot];
    }

    public Instant createdAt(int slot) {
        return instant(created[slot]);
    }

    public Instant lastAccessed(int slot) {
        return instant((long) ACCESSED.getOpaque(accessed, slot));
    }

    public double importance(int slot) {
        return importances[slot];
    }

    public Optional<String> session(int slot) {
        return session[slot] == NONE ? Optional.empty() : Optional.of(sessions.name(session[slot]));
    }

    public long sequence(int slot) {
        return sequences[slot];
    }

    public Optional<String> actor(int slot) {
        return actor[slot] == NONE ? Optional.empty() : Optional.of(actors.name(actor[slot]));
    }

    /// The slot of the turn before this one in its session, or [#NONE].
    public int previousTurn(int slot) {
        return session[slot] == NONE ? NONE : turnsOf(session[slot]).previous(sequences[slot], slot, this);
    }

    /// The slot of the turn after this one in its session, or [#NONE].
    public int nextTurn(int slot) {
        return session[slot] == NONE ? NONE : turnsOf(session[slot]).next(sequences[slot], slot, this);
    }

    /// What ranking reads of the memory's text.
    public TextTraits traits(int slot) {
        return new TextTraits(words[slot], asks.get(slot));
    }

    /// The place behind the last memory of a session.
    public long nextPlace(String name) {
        int number = sessions.find(name);
        return number == NONE ? 0 : turnsOf(number).nextPlace();
    }

    /// Records a use, unless a later one is known; safe beside readers.
    public void touch(int slot, Instant at) {
        long time = micros(at);
        long known = (long) ACCESSED.getOpaque(accessed, slot);
        while (known < time && !ACCESSED.compareAndSet(accessed, slot, known, time)) {
            known = (long) ACCESSED.getOpaque(accessed, slot);
        }
    }

    /// Whether the row says of the memory what the memory says of itself; access times, which are coarse,
    /// aside.
    public boolean describes(int slot, Memory memory) {
        return id(slot).equals(memory.id())
                && versions[slot] == memory.version()
                && created[slot] == micros(memory.createdAt())
                && updated[slot] == micros(memory.updatedAt())
                && expires[slot] == memory.expiresAt().map(Slots::micros).orElse(NEVER)
                && importances[slot] == memory.importance()
                && types.name(type[slot]).equals(memory.type().name())
                && session(slot).equals(memory.session())
                && sequences[slot] == memory.sequence().orElse(0)
                && actor(slot).equals(memory.actor())
                && embedded.get(slot) == memory.embedding().isPresent()
                && traits(slot).equals(TextTraits.of(memory.content()))
                && metadata.describes(slot, memory.metadata());
    }

    public int size() {
        return live.cardinality();
    }

    /// All slots in use, and those among them that have an embedding; not to be changed.
    public BitSet live() {
        return live;
    }

    public BitSet embedded() {
        return embedded;
    }

    /// Whether a memory may have expired by now. Errs towards yes.
    public boolean mayExpireBy(Instant now) {
        return earliestExpiry <= micros(now);
    }

    /// The slots whose time has come.
    public BitSet expired(Instant now) {
        long at = micros(now);
        var due = new BitSet();
        earliestExpiry = NEVER;
        for (int slot = live.nextSetBit(0); slot >= 0; slot = live.nextSetBit(slot + 1)) {
            if (expires[slot] <= at) {
                due.set(slot);
            } else {
                earliestExpiry = Math.min(earliestExpiry, expires[slot]);
            }
        }
        return due;
    }

    /// By id, as [MemoryIds#ORDER] has it.
    @Override
    public int compare(int slot, int other) {
        int high = Long.compareUnsigned(idHigh[slot], idHigh[other]);
        return high != 0 ? high : Long.compareUnsigned(idLow[slot], idLow[other]);
    }

    /// By time of creation, then by id.
    public int compareCreated(int slot, int other) {
        int time = Long.compare(created[slot], created[other]);
        return time != 0 ? time : compare(slot, other);
    }

    /// The same order, of a slot and a memory that may be gone.
    public int compareCreated(int slot, Instant createdAt, UUID id) {
        int time = Long.compare(created[slot], micros(createdAt));
        return time != 0 ? time : MemoryIds.ORDER.compare(id(slot), id);
    }

    /// Memory held, an estimate.
    public long bytes() {
        return capacity * (10 * 8L + 4 * 4L) + byId.bytes() + metadata.bytes() + turns.size() * 64L;
    }

    static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    private SessionTurns turnsOf(int number) {
        while (number >= turns.size()) {
            turns.add(new SessionTurns());
        }
        return turns.get(number);
    }

    private int hash(int slot) {
        return hash(idHigh[slot], idLow[slot]);
    }

    /// Spreads version 7 ids, which differ in few bits when made together (finaliser of SplitMix64).
    private static int hash(long high, long low) {
        long mixed = (high ^ Long.rotateLeft(low, 32)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return (int) (mixed ^ (mixed >>> 31));
    }

    private void ensure(int slot) {
        if (slot < capacity) {
            return;
        }
        capacity = Math.max(slot + 1, capacity + (capacity >> 1));
        idHigh = Arrays.copyOf(idHigh, capacity);
        idLow = Arrays.copyOf(idLow, capacity);
        rids = Arrays.copyOf(rids, capacity);
        versions = Arrays.copyOf(versions, capacity);
        accessed = Arrays.copyOf(accessed, capacity);
        created = Arrays.copyOf(created, capacity);
        updated = Arrays.copyOf(updated, capacity);
        expires = Arrays.copyOf(expires, capacity);
        sequences = Arrays.copyOf(sequences, capacity);
        importances = Arrays.copyOf(importances, capacity);
        type = Arrays.copyOf(type, capacity);
        session = Arrays.copyOf(session, capacity);
        actor = Arrays.copyOf(actor, capacity);
        words = Arrays.copyOf(words, capacity);
    }
}
