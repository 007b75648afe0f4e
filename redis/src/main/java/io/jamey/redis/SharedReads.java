package io.jamey.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.jamey.Memory;
import io.jamey.Namespace;
import io.jamey.cache.Lifetime;
import io.jamey.cache.Lifetimes;
import io.jamey.encoding.Bytes;
import io.jamey.encoding.Micros;
import io.lettuce.core.ScriptOutputType;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// Reads through Redis: from there what holds, from the store what does not, and then kept there.
///
/// Of all processes one loads a missing entry: whoever puts its claim in the entry's place. The others wait for it a
/// while. A claim is taken away like a value by whoever writes, and what was loaded under it is then not kept: so no
/// entry is older than the last write that was announced.
final class SharedReads {
    /// A load that takes longer is not kept.
    private static final Duration CLAIM = Duration.ofSeconds(5);
    /// How long a load of another process is waited for.
    private static final Duration PATIENCE = Duration.ofMillis(250);
    private static final Duration PAUSE = Duration.ofMillis(4);
    private static final long MICROS_PER_MILLI = 1_000;
    /// Tokens of namespaces that nobody asks for disappear some time. With them go their entries.
    private static final Duration TOKEN = Duration.ofDays(1);

    private final Link link;
    private final Tickets tickets;
    private final InstantSource clock;
    private final long tokenMillis;
    /// Loads of this process, by their claims: whether they bring something to be kept.
    private final Map<Ticket, CompletableFuture<Boolean>> loading = new ConcurrentHashMap<>();

    SharedReads(Link link, Tickets tickets, Lifetimes lifetimes, InstantSource clock) {
        this.link = link;
        this.tickets = tickets;
        this.clock = clock;
        tokenMillis = lifetimes.types().containsValue(Lifetime.CONFIGURATION)
                ? 0
                : Math.max(TOKEN.toMillis(), 2 * lifetimes.stable().toMillis());
    }

    /// What the store answered.
    ///
    /// @param kept what a hit shall show: the same, with the use that this answer was
    /// @param until in microseconds, when it must not be served any more
    record Loaded<T>(T answer, T kept, long until) {}

    /// An answer.
    ///
    /// @param hit whether Redis had it: the store has not seen this use
    record Read<T>(T value, boolean hit) {}

    /// @param until when an answer to this must not be served any more, whatever it is; asked before the store is
    /// @param load asks the store
    <T> Read<T> read(Query<T> query, LongSupplier until, Supplier<Loaded<T>> load) {
        Session session = link.sessionFor(query.namespace());
        if (session == null) {
            return new Read<>(load.get().answer(), false);
        }
        Keys.Guard guard = query.guard().apply(session.keys());
        List<Keys.Slot> slot = List.of(query.slot().apply(session.keys()));
        Ticket mine = tickets.next();
        long patience = System.nanoTime() + PATIENCE.toNanos();
        Optional<Sight> sight = look(session, guard, slot);
        while (sight.isPresent()) {
            switch (sight.get().entries().getFirst()) {
                case Sight.Value(var body) -> {
                    Optional<Entries.Kept<T>> kept = read(body, query);
                    if (kept.isPresent()) {
                        return new Read<>(kept.get().value(), true);
                    }
                    sight = claim(session, guard, slot, mine, true);
                }
                case Sight.Missing() -> sight = claim(session, guard, slot, mine, false);
                case Sight.Claimed(var claim)
                when claim.equals(mine) -> {
                    Ticket token = sight.get().token().orElseThrow();
                    return new Read<>(
                            load(session, slot.getFirst(), new Claim<>(mine, token, query), until, load), false);
                }
                case Sight.Claimed(var claim) ->
                    sight = waited(claim, patience) ? look(session, guard, slot) : Optional.empty();
                case Sight.Writing() -> sight = Optional.empty();
            }
        }
        return new Read<>(unseen(query, load), false);
    }

    private <T> Optional<Entries.Kept<T>> read(Bytes.Reader body, Query<T> query) {
        return Entries.read(body, now(), query.format(), query.namespace());
    }

    /// From the store alone; the tier above is not to keep it either, for nobody knows who is writing.
    private <T> T unseen(Query<T> query, Supplier<Loaded<T>> load) {
        T answer = load.get().answer();
        link.above().invalidate(query.namespace(), query.ids());
        return answer;
    }

    /// @param mine the claim
    private record Claim<T>(Ticket mine, Ticket token, Query<T> query) {}

    private <T> T load(Session session, Keys.Slot slot, Claim<T> claim, LongSupplier until, Supplier<Loaded<T>> load) {
        var done = new CompletableFuture<Boolean>();
        loading.put(claim.mine(), done);
        var keeping = new Keeping(claim.mine(), List.of(slot));
        try {
            long limit = until.getAsLong();
            Loaded<T> loaded = load.get();
            long end = Math.min(limit, loaded.until());
            if (isWorthKeeping(end)) {
                byte[] entry = Entries.write(claim.token(), end, claim.query().format(), loaded.kept());
                keeping.add(slot, millisUntil(end), entry);
            }
            return loaded.answer();
        } finally {
            boolean kept = keeping.send(session);
            loading.remove(claim.mine());
            done.complete(kept);
        }
    }

    private boolean isWorthKeeping(long until) {
        return until > now();
    }

    /// As Redis counts; 0 for good.
    private long millisUntil(long until) {
        return until == Long.MAX_VALUE ? 0 : Math.max(1, Math.ceilDiv(until - now(), MICROS_PER_MILLI));
    }

    /// Whether it is worth looking again: not where a load has brought nothing that is kept, or else all who wait for
    /// it would do it one after the other.
    private boolean waited(Ticket claim, long patience) {
        CompletableFuture<Boolean> here = loading.get(claim);
        try {
            if (here != null) {
                return Waiting.uninterrupted(here, CLAIM);
            }
            if (System.nanoTime() - patience >= 0) {
                return false;
            }
            Thread.sleep(PAUSE);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Optional<Sight> look(Session session, Keys.Guard guard, List<Keys.Slot> slots) {
        return link.await(session, session.get(keys(guard, slots))).map(Sight::of);
    }

    private static List<String> keys(Keys.Guard guard, List<Keys.Slot> slots) {
        var keys = new ArrayList<String>(2 + 2 * slots.size());
        keys.add(guard.token());
        keys.add(guard.writing());
        for (Keys.Slot slot : slots) {
            keys.add(slot.writing());
            keys.add(slot.entry());
        }
        return keys;
    }

    private Optional<Sight> claim(
            Session session, Keys.Guard guard, List<Keys.Slot> slots, Ticket mine, boolean replace) {
        var arguments = new ArrayList<byte[]>();
        arguments.add(tickets.next().toBytes());
        arguments.add(ascii(tokenMillis));
        arguments.add(mine.toBytes());
        arguments.add(ascii(CLAIM.toMillis()));
        slots.forEach(_ -> arguments.add(ascii(replace ? 1 : 0)));
        return link.await(
                        session,
                        session.<List<byte[]>>run(Script.CLAIM, ScriptOutputType.MULTI, keys(guard, slots), arguments))
                .map(answer -> Sight.of(answer, slots.size()));
    }

    static byte[] ascii(long number) {
        return Long.toString(number).getBytes(US_ASCII);
    }

    private long now() {
        return Micros.of(clock.instant());
    }

    /// Memories by their ids, all of one moment: all from Redis, or else all from the store.
    ///
    /// @param load asks the store for all, in the order of the ids
    /// @return in the order of the ids
    List<Read<Optional<Memory>>> readAll(
            Namespace namespace, List<UUID> ids, Supplier<List<Loaded<Optional<Memory>>>> load) {
        Session session = link.sessionFor(namespace);
        if (session == null) {
            return loaded(load.get());
        }
        Keys.Guard guard = session.keys().memories(namespace);
        List<Keys.Slot> slots =
                ids.stream().map(id -> session.keys().memory(namespace, id)).toList();
        Optional<Sight> sight = look(session, guard, slots);
        List<Optional<Entries.Kept<Optional<Memory>>>> there =
                sight.map(seen -> values(seen, namespace)).orElse(List.of());
        if (!there.isEmpty() && there.stream().allMatch(Optional::isPresent)) {
            return there.stream()
                    .map(kept -> new Read<>(kept.orElseThrow().value(), true))
                    .toList();
        }
        var missing = new TreeMap<Integer, Keys.Slot>();
        for (int i = 0; i < there.size(); i++) {
            if (there.get(i).isEmpty()) {
                missing.put(i, slots.get(i));
            }
        }
        Ticket mine = tickets.next();
        Optional<Sight> claimed = sight.flatMap(_ -> claim(session, guard, List.copyOf(missing.values()), mine, true));
        List<Loaded<Optional<Memory>>> all =
                loadAll(session, claimed, new Keeping(mine, missing.values()), missing, load);
        if (!claimed.map(Sight::isSettled).orElse(false)) {
            link.above().invalidate(namespace, ids); // as in unseen
        }
        return loaded(all);
    }

    private List<Optional<Entries.Kept<Optional<Memory>>>> values(Sight sight, Namespace namespace) {
        long now = now();
        return sight.entries().stream()
                .map(seen -> seen instanceof Sight.Value(var body)
                        ? Entries.read(body, now, Format.MEMORY, namespace)
                        : Optional.<Entries.Kept<Optional<Memory>>>empty())
                .toList();
    }

    /// @param missing those that are claimed, by their places among all
    private List<Loaded<Optional<Memory>>> loadAll(
            Session session,
            Optional<Sight> claimed,
            Keeping keeping,
            Map<Integer, Keys.Slot> missing,
            Supplier<List<Loaded<Optional<Memory>>>> load) {
        try {
            List<Loaded<Optional<Memory>>> loaded = load.get();
            claimed.flatMap(Sight::token)
                    .ifPresent(token -> missing.forEach((place, slot) -> {
                        Loaded<Optional<Memory>> one = loaded.get(place);
                        if (isWorthKeeping(one.until())) {
                            byte[] entry = Entries.write(token, one.until(), Format.MEMORY, one.kept());
                            keeping.add(slot, millisUntil(one.until()), entry);
                        }
                    }));
            return loaded;
        } finally {
            keeping.send(session);
        }
    }

    private static List<Read<Optional<Memory>>> loaded(List<Loaded<Optional<Memory>>> all) {
        return all.stream().map(one -> new Read<>(one.answer(), false)).toList();
    }
}
