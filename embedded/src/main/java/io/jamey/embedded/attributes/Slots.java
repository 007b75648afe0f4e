package io.jamey.embedded.attributes;

import io.jamey.Cursor;
import io.jamey.Memory;
import io.jamey.MemoryIds;
import io.jamey.ranking.TextTraits;
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

    private final BitSet live = new BitSet();
    private final SlotTable byId = new SlotTable();
    private final List<SessionTurns> turns = new ArrayList<>();
    private long turnBytes;
    private long earliestExpiry = NEVER;

    final Names types = new Names();
    final Names sessions = new Names();
    final Names actors = new Names();
    final MetadataIndex metadata = new MetadataIndex();

    private long[] idHigh = new long[8];
    private long[] idLow = new long[8];
    private final ShareColumn importances = new ShareColumn();
    private final BitSet asks = new BitSet();
    private final BitSet embedded = new BitSet();
    private final AccessColumn accessed = new AccessColumn();
    private final NumberColumn rids = new NumberColumn();
    private final NumberColumn versions = new NumberColumn();
    private final NumberColumn words = new NumberColumn();
    private final NumberColumn created = new NumberColumn();
    /// How long after `created`: mostly not at all.
    private final NumberColumn updated = new NumberColumn();
    /// How long after `created`, where it is at all.
    private final NumberColumn expires = new NumberColumn();
    private final BitSet expiring = new BitSet();
    private final NumberColumn sequences = new NumberColumn();
    private final NumberColumn type = new NumberColumn();
    private final NumberColumn session = new NumberColumn();
    private final NumberColumn actor = new NumberColumn();

    /// Takes a free slot for the memory and fills in its row.
    ///
    /// @param rid where the record is in the file
    public int add(Memory memory, long rid) {
        int slot = live.nextClearBit(0);
        place(slot, memory, rid);
        embedded.set(slot, memory.embedding().isPresent());
        return slot;
    }

    private void place(int slot, Memory memory, long rid) {
        enter(slot, memory.id().getMostSignificantBits(), memory.id().getLeastSignificantBits(), rid);
        created.set(slot, micros(memory.createdAt()));
        touch(slot, memory.lastAccessed());
        sequences.set(slot, memory.sequence().orElse(0));
        session.set(slot, memory.session().map(sessions::number).orElse(NONE));
        joinSession(slot);
        describe(slot, memory);
    }

    private void enter(int slot, long high, long low, long rid) {
        if (slot >= idHigh.length) {
            resize(slot + 1 + (slot >> 3) + 8);
        }
        live.set(slot);
        idHigh[slot] = high;
        idLow[slot] = low;
        rids.set(slot, rid);
        accessed.reset(slot);
        byId.add(slot, this::hash);
    }

    private void joinSession(int slot) {
        int number = sessionNumber(slot);
        if (number != NONE) {
            SessionTurns joined = turnsOf(number);
            turnBytes -= joined.bytes();
            joined.add(slot, this::compareTurns);
            turnBytes += joined.bytes();
        }
    }

    /// Takes over what an update may change.
    public void change(int slot, Memory memory) {
        change(slot, memory, memory.embedding().isPresent());
    }

    /// Takes over what an update may change; id, creation and, while it stays in its session, the place there stay.
    ///
    /// @param hasEmbedding asked for apart, because many memories at once come without theirs
    public void change(int slot, Memory memory, boolean hasEmbedding) {
        metadata.remove(slot);
        if (memory.session().isEmpty()) {
            leaveSession(slot);
            session.set(slot, NONE);
            sequences.set(slot, 0);
        }
        describe(slot, memory);
        embedded.set(slot, hasEmbedding);
    }

    public void remove(int slot) {
        metadata.remove(slot);
        leaveSession(slot);
        byId.remove(slot, hash(slot));
        embedded.clear(slot);
        live.clear(slot);
    }

    private void leaveSession(int slot) {
        int number = sessionNumber(slot);
        if (number != NONE) {
            turnsOf(number).remove(slot, this::compareTurns);
        }
    }

    private void describe(int slot, Memory memory) {
        updated.set(slot, micros(memory.updatedAt()) - created.get(slot));
        setExpiry(slot, memory.expiresAt().map(Slots::micros).orElse(NEVER));
        importances.set(slot, memory.importance());
        type.set(slot, types.number(memory.type().name()));
        actor.set(slot, memory.actor().map(actors::number).orElse(NONE));
        versions.set(slot, memory.version());
        TextTraits traits = TextTraits.of(memory.content());
        words.set(slot, traits.words());
        asks.set(slot, traits.asks());
        metadata.add(slot, memory.metadata());
    }

    private void setExpiry(int slot, long micros) {
        earliestExpiry = Math.min(earliestExpiry, micros);
        expiring.set(slot, micros != NEVER);
        expires.set(slot, micros == NEVER ? 0 : micros - created.get(slot));
    }

    /// Gives the memories of a saved chunk the slots they had, those that are wanted. One that is here already
    /// keeps the slot with its later version.
    ///
    /// @return the chunk's slots that were not taken, and those that had to give way
    public BitSet restore(SlotChunk chunk, BitSet wanted) {
        var left = new BitSet();
        var numbers = new SlotChunk.Numbers(chunk, this);
        for (int row = 0; row < chunk.rows(); row++) {
            int slot = chunk.slot(row);
            int there = find(new UUID(chunk.idHigh(row), chunk.idLow(row)));
            if (!wanted.get(slot) || (there != NONE && versions.get(there) >= chunk.version(row))) {
                left.set(slot);
                continue;
            }
            if (there != NONE) {
                remove(there);
                numbers.forgetMetadata();
                left.set(there);
            }
            enter(slot, chunk.idHigh(row), chunk.idLow(row), chunk.rid(row));
            restore(slot, chunk, row, numbers);
        }
        return left;
    }

    private void restore(int slot, SlotChunk chunk, int row, SlotChunk.Numbers numbers) {
        created.set(slot, chunk.created(row));
        updated.set(slot, chunk.updated(row) - chunk.created(row));
        setExpiry(slot, chunk.expires(row));
        versions.set(slot, chunk.version(row));
        sequences.set(slot, chunk.sequence(row));
        importances.set(slot, chunk.importance(row));
        words.set(slot, chunk.words(row));
        asks.set(slot, chunk.asks(row));
        embedded.set(slot, chunk.hasEmbedding(row));
        type.set(slot, numbers.type(row));
        actor.set(slot, numbers.actor(row));
        session.set(slot, numbers.session(row));
        joinSession(slot);
        metadata.restore(slot, numbers.metadata(row));
    }

    /// Makes room for so many slots at once, while there are none.
    public void reserve(int slots) {
        if (slots > idHigh.length) {
            resize(slots);
        }
        columns().forEach(column -> column.reserve(slots));
        byId.reserve(slots);
    }

    /// Gives back room to grow, once an index is complete for the time being.
    public void trim() {
        int slots = live.length();
        if (slots < idHigh.length) {
            resize(slots);
        }
        columns().forEach(column -> column.trim(slots));
        metadata.trim(slots);
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
        return rids.get(slot);
    }

    /// The version of the memory that the slot describes.
    public long version(int slot) {
        return versions.get(slot);
    }

    public Instant createdAt(int slot) {
        return instant(createdMicros(slot));
    }

    public Instant lastAccessed(int slot) {
        return instant(accessed.get(slot, createdMicros(slot)));
    }

    public double importance(int slot) {
        return importances.get(slot);
    }

    public Optional<String> session(int slot) {
        int number = sessionNumber(slot);
        return number == NONE ? Optional.empty() : Optional.of(sessions.name(number));
    }

    public long sequence(int slot) {
        return sequences.get(slot);
    }

    public Optional<String> actor(int slot) {
        int number = actorNumber(slot);
        return number == NONE ? Optional.empty() : Optional.of(actors.name(number));
    }

    int typeNumber(int slot) {
        return (int) type.get(slot);
    }

    /// In `sessions`, or [#NONE].
    int sessionNumber(int slot) {
        return (int) session.get(slot);
    }

    /// In `actors`, or [#NONE].
    int actorNumber(int slot) {
        return (int) actor.get(slot);
    }

    long createdMicros(int slot) {
        return created.get(slot);
    }

    long updatedMicros(int slot) {
        return created.get(slot) + updated.get(slot);
    }

    /// [#NEVER] where it does not expire.
    long expiresMicros(int slot) {
        return expiring.get(slot) ? created.get(slot) + expires.get(slot) : NEVER;
    }

    /// The slot of the turn before this one in its session, or [#NONE].
    public int previousTurn(int slot) {
        int number = sessionNumber(slot);
        return number == NONE ? NONE : turnsOf(number).previous(slot, this::compareTurns);
    }

    /// The slot of the turn after this one in its session, or [#NONE].
    public int nextTurn(int slot) {
        int number = sessionNumber(slot);
        return number == NONE ? NONE : turnsOf(number).next(slot, this::compareTurns);
    }

    private int compareTurns(int slot, int other) {
        int place = Long.compare(sequences.get(slot), sequences.get(other));
        return place != 0 ? place : compare(slot, other);
    }

    /// What ranking reads of the memory's text.
    public TextTraits traits(int slot) {
        return new TextTraits((int) words.get(slot), asks.get(slot));
    }

    /// The place behind the last memory of a session.
    public long nextPlace(String name) {
        int number = sessions.find(name);
        int last = number == NONE ? NONE : turnsOf(number).last();
        return last == NONE ? 0 : sequences.get(last) + 1;
    }

    /// Records a use, unless a later one is known; safe beside readers.
    public void touch(int slot, Instant at) {
        long time = micros(at);
        if (time > createdMicros(slot)) {
            accessed.touch(slot, time);
        }
    }

    /// Whether the row says of the memory what the memory says of itself; access times, which are coarse,
    /// aside.
    public boolean describes(int slot, Memory memory) {
        return id(slot).equals(memory.id())
                && version(slot) == memory.version()
                && createdMicros(slot) == micros(memory.createdAt())
                && updatedMicros(slot) == micros(memory.updatedAt())
                && expiresMicros(slot) == memory.expiresAt().map(Slots::micros).orElse(NEVER)
                && importance(slot) == memory.importance()
                && types.name(typeNumber(slot)).equals(memory.type().name())
                && session(slot).equals(memory.session())
                && sequence(slot) == memory.sequence().orElse(0)
                && actor(slot).equals(memory.actor())
                && embedded.get(slot) == memory.embedding().isPresent()
                && traits(slot).equals(TextTraits.of(memory.content()))
                && metadata.describes(slot, memory.metadata());
    }

    public int size() {
        return live.cardinality();
    }

    /// The slots of deleted memories that have not been given out again, between those in use.
    public int deleted() {
        return live.length() - live.cardinality();
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
            long expiry = expiresMicros(slot);
            if (expiry <= at) {
                due.set(slot);
            } else {
                earliestExpiry = Math.min(earliestExpiry, expiry);
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
        int time = Long.compare(createdMicros(slot), createdMicros(other));
        return time != 0 ? time : compare(slot, other);
    }

    /// The same order, of a slot and a memory that may be gone.
    public int compareCreated(int slot, Cursor.Position position) {
        int time = Long.compare(createdMicros(slot), position.key());
        return time != 0 ? time : MemoryIds.ORDER.compare(id(slot), position.id());
    }

    /// By place in the session, those without one first, then by id.
    public int comparePlaces(int slot, int other) {
        int place = Long.compare(place(slot), place(other));
        return place != 0 ? place : compare(slot, other);
    }

    /// The same order, of a slot and a memory that may be gone.
    public int comparePlaces(int slot, Cursor.Position position) {
        int place = Long.compare(place(slot), position.key());
        return place != 0 ? place : MemoryIds.ORDER.compare(id(slot), position.id());
    }

    private long place(int slot) {
        return sessionNumber(slot) == NONE ? -1 : sequences.get(slot);
    }

    /// Memory held, an estimate.
    public long bytes() {
        long bytes = 16L * idHigh.length + 4L * live.size() / Byte.SIZE;
        for (NumberColumn column : columns()) {
            bytes += column.bytes();
        }
        return bytes
                + accessed.bytes()
                + byId.bytes()
                + metadata.bytes()
                + types.bytes()
                + sessions.bytes()
                + actors.bytes()
                + turnBytes;
    }

    private List<NumberColumn> columns() {
        return List.of(
                rids, versions, words, created, updated, expires, sequences, type, session, actor, importances.codes());
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
            turnBytes += turns.getLast().bytes();
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

    private void resize(int slots) {
        idHigh = Arrays.copyOf(idHigh, slots);
        idLow = Arrays.copyOf(idLow, slots);
    }
}
