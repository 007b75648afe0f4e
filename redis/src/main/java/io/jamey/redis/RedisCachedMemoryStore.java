package io.jamey.redis;

import io.jamey.Filter;
import io.jamey.Limits;
import io.jamey.Match;
import io.jamey.Memory;
import io.jamey.MemoryStore;
import io.jamey.Namespace;
import io.jamey.Page;
import io.jamey.PageRequest;
import io.jamey.PoolStatus;
import io.jamey.SearchRequest;
import io.jamey.SearchResult;
import io.jamey.StoreStatus;
import io.jamey.cache.CacheStatistics;
import io.jamey.cache.tiers.Access;
import io.jamey.cache.tiers.Accesses;
import io.jamey.cache.tiers.CacheTier;
import io.jamey.cache.tiers.Horizon;
import io.jamey.cache.tiers.Invalidation;
import io.jamey.cache.tiers.UseDependence;
import io.jamey.encoding.Micros;
import io.jamey.performance.DurationSnapshot;
import io.jamey.redis.SharedReads.Loaded;
import io.jamey.redis.SharedReads.Read;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// A store that answers from Redis what any process that shares it has read before: memories by id, ids that are not
/// there, and whole searches, pages and counts.
///
/// ```java
/// var shared = RedisCachedMemoryStore.open(store, RedisOptions.of("redis://127.0.0.1:6379"));
/// var cached = new CachedMemoryStore(shared, CacheOptions.defaults());
/// shared.tell(cached); // of what other processes write
/// ```
///
/// Callers in one process cannot tell it from the store it wraps. Across processes, what was read from Redis before a
/// write is not found in Redis from the announcement of that write on; a tier above hears of it in milliseconds. When
/// Redis cannot be told of a write, nothing fails: see docs/caching.md for what then holds.
///
/// **Costs**: a hit is one round trip to Redis, a miss two beside the store's own, a write one more. Nobody waits
/// longer than [RedisOptions#timeout()] for Redis, and while it is away nobody waits at all.
///
/// Closing it closes the store.
public final class RedisCachedMemoryStore extends CacheTier {
    /// So many memories' uses are known exactly; of others an entry shows the one it was read with.
    private static final int USES = 100_000;
    /// Larger batches of ids go by Redis.
    private static final int BATCH = 256;

    private final RedisOptions options;
    private final Accesses accesses;
    private final Tickets tickets;
    private final Link link;
    private final SharedReads reads;
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();

    private RedisCachedMemoryStore(
            MemoryStore store, RedisOptions options, Accesses accesses, Function<Script, byte[]> scripts) {
        super(store, accesses, options.clock());
        this.options = options;
        this.accesses = accesses;
        tickets = new Tickets();
        link = new Link(options, tickets, scripts);
        reads = new SharedReads(link, tickets, options.lifetimes(), options.clock());
    }

    /// Puts Redis in front of a store. Never fails because of Redis: if it cannot be reached, it is tried again.
    public static RedisCachedMemoryStore open(MemoryStore store, RedisOptions options) {
        return open(store, options, Script::text);
    }

    /// For tests that plant mistakes.
    static RedisCachedMemoryStore open(MemoryStore store, RedisOptions options, Function<Script, byte[]> scripts) {
        return new RedisCachedMemoryStore(store, options, Accesses.remembered(store, USES), scripts);
    }

    /// From now on this tier above is told of what other processes write, and that it cannot be told while the
    /// connection is lost.
    public void tell(Invalidation above) {
        link.tell(above);
    }

    @Override
    public Optional<Memory> retrieve(Namespace namespace, UUID id) {
        requireOpen();
        Read<Optional<Memory>> read = reads.read(Query.memory(namespace, id), () -> Long.MAX_VALUE, () -> {
            long now = now();
            return loaded(inner().retrieve(namespace, id), now);
        });
        return answer(read);
    }

    @Override
    public Map<UUID, Memory> retrieveBatch(Namespace namespace, Collection<UUID> ids) {
        requireOpen();
        List<UUID> wanted = List.copyOf(new LinkedHashSet<>(ids));
        var found = new LinkedHashMap<UUID, Memory>();
        if (ids.isEmpty() || ids.size() > Limits.BATCH || wanted.size() > BATCH) {
            long now = now();
            inner().retrieveBatch(namespace, ids).forEach((id, memory) -> found.put(id, shown(memory, now)));
            return found;
        }
        List<Read<Optional<Memory>>> all = reads.readAll(namespace, wanted, () -> {
            long now = now();
            Map<UUID, Memory> stored = inner().retrieveBatch(namespace, wanted);
            return wanted.stream()
                    .map(id -> loaded(Optional.ofNullable(stored.get(id)), now))
                    .toList();
        });
        for (int i = 0; i < wanted.size(); i++) {
            UUID id = wanted.get(i);
            answer(all.get(i)).ifPresent(memory -> found.put(id, memory));
        }
        return found;
    }

    private Loaded<Optional<Memory>> loaded(Optional<Memory> found, long now) {
        return new Loaded<>(
                found.map(memory -> shown(memory, now)),
                found.map(memory -> Access.accessed(memory, now)),
                found.map(memory -> options.lifetimes().untilOf(memory, now))
                        .orElseGet(() -> options.lifetimes().untilOfAnswer(now)));
    }

    /// A memory that the store returned to a call begun at `now`, which it has recorded as a use itself.
    private Memory shown(Memory memory, long now) {
        return Access.accessed(memory, accesses.of(memory).moveTo(now));
    }

    /// A memory from Redis, of whose use the store is told later.
    private Memory used(Memory memory) {
        return Access.accessed(memory, accesses.use(accesses.of(memory), now()));
    }

    private Optional<Memory> answer(Read<Optional<Memory>> read) {
        return counted(read).hit() ? read.value().map(this::used) : read.value();
    }

    private <T> Read<T> counted(Read<T> read) {
        (read.hit() ? hits : misses).increment();
        return read;
    }

    @Override
    public SearchResult search(Namespace namespace, SearchRequest request) {
        requireOpen();
        boolean depends = UseDependence.of(request);
        if (depends) {
            accesses.flush();
        }
        boolean mayBeRefused = request.embedding().isPresent() && !isDimensionFixed();
        if (depends || mayBeRefused || request.explain()) {
            return found(namespace, request).answer();
        }
        Read<SearchResult> read =
                reads.read(Query.search(namespace, request), () -> horizon(namespace), () -> found(namespace, request));
        return counted(read).hit() ? matches(read.value(), this::used) : read.value();
    }

    private Loaded<SearchResult> found(Namespace namespace, SearchRequest request) {
        long now = now();
        SearchResult result = inner().search(namespace, request);
        return new Loaded<>(
                matches(result, memory -> shown(memory, now)),
                matches(result, memory -> Access.accessed(memory, now)),
                options.lifetimes().untilOfAnswer(now));
    }

    private static SearchResult matches(SearchResult result, UnaryOperator<Memory> change) {
        return new SearchResult(
                result.matches().stream()
                        .map(match -> new Match(change.apply(match.memory()), match.score(), match.signals()))
                        .toList(),
                result.plan());
    }

    @Override
    public Page listPaginated(Namespace namespace, PageRequest request) {
        requireOpen();
        Supplier<Loaded<Page>> load = () -> kept(inner().listPaginated(namespace, request));
        if (UseDependence.of(request.filter())) {
            accesses.flush();
            return seen(load.get().answer());
        }
        return seen(counted(reads.read(Query.page(namespace, request), () -> horizon(namespace), load))
                .value());
    }

    private Page seen(Page page) {
        return new Page(page.items().stream().map(accesses::seen).toList(), page.total(), page.next());
    }

    @Override
    public long count(Namespace namespace, Filter filter) {
        requireOpen();
        Supplier<Loaded<Long>> load = () -> kept(inner().count(namespace, filter));
        if (UseDependence.of(filter)) {
            accesses.flush();
            return load.get().answer();
        }
        return counted(reads.read(Query.count(namespace, filter), () -> horizon(namespace), load))
                .value();
    }

    private <T> Loaded<T> kept(T answer) {
        return new Loaded<>(answer, answer, options.lifetimes().untilOfAnswer(now()));
    }

    /// Microseconds until which no memory of the namespace expires: one more answer about it, kept like all others.
    private long horizon(Namespace namespace) {
        long now = now();
        long reach = options.lifetimes().untilOfAnswer(now) - now;
        return reads.read(Query.horizon(namespace), () -> Long.MAX_VALUE, () -> {
                    long next = Horizon.of(inner(), namespace, now, reach);
                    return new Loaded<>(next, next, next);
                })
                .value();
    }

    private long now() {
        return Micros.of(options.clock().instant());
    }

    @Override
    protected Announcement announce(Namespace namespace, List<UUID> ids) {
        return ids.size() > BATCH
                ? announceSweep(namespace)
                : announced(namespace, keys -> SharedWrite.to(keys, namespace, ids, tickets));
    }

    @Override
    protected Announcement announceSweep(Namespace namespace) {
        return announced(namespace, keys -> SharedWrite.sweep(keys, namespace, tickets));
    }

    private Announcement announced(Namespace namespace, Function<Keys, SharedWrite> of) {
        Session session = link.sessionFor(namespace);
        if (session != null) {
            SharedWrite write = of.apply(session.keys());
            if (link.await(session, write.announce(session)).isPresent()) {
                return () -> write.end(session).whenComplete((_, fault) -> {
                    if (fault != null) {
                        link.debts().add(namespace);
                    }
                });
            }
        }
        link.debts().begin(namespace);
        return () -> link.debts().end(namespace);
    }

    /// Redis goes by tokens: a write takes away what was known of expiries too.
    @Override
    protected void expiryMayChange(Namespace namespace) {}

    /// Whether Redis is asked at all.
    public CircuitState circuit() {
        return link.circuit();
    }

    /// Asks Redis how it is, and waits no longer than [RedisOptions#timeout()].
    public PoolStatus redisStatus() {
        return link.status();
    }

    /// How long the waits for Redis took that calls to this store have cost since it was opened. Costs a copy of some
    /// kilobytes.
    public DurationSnapshot roundTripTimes() {
        return link.roundTripTimes();
    }

    /// Hits and misses of this process; entries, bytes and evictions of the whole server, a second old at most.
    public CacheStatistics statistics() {
        Optional<ServerInfo> server = link.info();
        return new CacheStatistics(
                server.map(ServerInfo::keys).orElse(0L),
                server.map(ServerInfo::bytes).orElse(0L),
                server.map(ServerInfo::bytesMax).orElse(0L),
                hits.sum(),
                misses.sum(),
                0,
                server.map(ServerInfo::evictions).orElse(0L));
    }

    /// The store's status, with Redis' among the details.
    @Override
    public StoreStatus status() {
        requireOpen();
        CacheStatistics shared = statistics();
        var details = new LinkedHashMap<String, String>();
        details.put("redis_circuit", circuit().toString());
        details.put("redis_version", link.info().map(ServerInfo::version).orElse("unknown"));
        details.put("redis_entries", Long.toString(shared.entries()));
        details.put("redis_bytes", Long.toString(shared.bytes()));
        details.put("redis_bytes_max", Long.toString(shared.bytesMax()));
        details.put("redis_hits", Long.toString(shared.hits()));
        details.put("redis_misses", Long.toString(shared.misses()));
        details.put("redis_evictions", Long.toString(shared.evictions()));
        details.put("redis_untold", Integer.toString(link.debts().size()));
        return inner().status().with(details);
    }

    @Override
    public void close() {
        try {
            super.close();
        } finally {
            link.close();
        }
    }

    @Override
    public String toString() {
        return "RedisCachedMemoryStore[" + inner() + "]";
    }
}
