package io.jamey.redis;

import io.jamey.Namespace;
import io.jamey.PoolStatus;
import io.jamey.cache.tiers.Invalidation;
import io.jamey.performance.DurationHistogram;
import io.jamey.performance.DurationSnapshot;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.resource.ClientResources;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The way to Redis, which may be gone at any time: holds a [Session] while there is one, notices when it is not what
/// it should be, opens another, and says what it is good for.
///
/// A session is relied on (the circuit is closed) when it has answered for a while and Redis has been told of all
/// that was written without it. It is given up when its connection ends, a heartbeat has no answer in time, or a few
/// calls in a row had none. While the circuit is not closed nobody waits for Redis, and the tier above is suspended:
/// it can no longer be told of the writes of others.
final class Link implements AutoCloseable {
    /// For a connection and each step of its handshake; nobody waits for that but the link.
    static final Duration CONNECTING = Duration.ofSeconds(1);

    /// The threads of all links of this JVM: daemons, started when needed, never ended. So a client need not be
    /// shut down: it has nothing of its own but its connection.
    private static final ClientResources THREADS = ClientResources.builder()
            .ioThreadPoolSize(2)
            .computationThreadPoolSize(2)
            .build();

    private static final int FAILURES_MAX = 3;
    private static final int COMMANDS_WAITING_MAX = 10_000;
    private static final int BEATS_PER_INFO = 10;

    private final RedisOptions options;
    private final RedisClient client;
    private final Function<Script, byte[]> scripts;
    private final Debts debts = new Debts();
    private final DebtPayment payment;
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicInteger waiting = new AtomicInteger();
    private final DurationHistogram roundTrips = new DurationHistogram();
    private final Thread pulse;
    private volatile Invalidation above = Invalidation.none();
    private volatile @Nullable Session session;
    private volatile CircuitState circuit = CircuitState.OPEN;
    private volatile String trouble = "it has not answered yet";
    private volatile Optional<ServerInfo> info = Optional.empty();
    private volatile boolean closed;
    private boolean lost;
    private long relyFrom;
    private long beats;

    /// @param scripts their texts
    Link(RedisOptions options, Tickets tickets, Function<Script, byte[]> scripts) {
        this.options = options;
        this.scripts = scripts;
        payment = new DebtPayment(debts, tickets, options.timeout());
        var uri = RedisURI.create(options.url());
        uri.setTimeout(CONNECTING);
        client = RedisClient.create(THREADS, uri);
        // Nothing is kept for later: what was meant for one moment is wrong at another.
        client.setOptions(ClientOptions.builder()
                .autoReconnect(false)
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .requestQueueSize(COMMANDS_WAITING_MAX)
                .protocolVersion(ProtocolVersion.RESP3)
                .maintNotificationsConfig(MaintNotificationsConfig.disabled())
                .socketOptions(
                        SocketOptions.builder().connectTimeout(CONNECTING).build())
                .build());
        beat();
        pulse = Thread.ofPlatform().daemon().name("jamey-redis").start(this::run);
    }

    /// The session to ask about this namespace; none if Redis is to be left out.
    @Nullable Session sessionFor(Namespace namespace) {
        return circuit == CircuitState.CLOSED && !debts.owes(namespace) ? session : null;
    }

    Debts debts() {
        return debts;
    }

    CircuitState circuit() {
        return circuit;
    }

    Optional<ServerInfo> info() {
        return info;
    }

    /// Of the waits that callers have made for Redis.
    DurationSnapshot roundTripTimes() {
        return roundTrips.snapshot();
    }

    /// From now on this tier hears of what others write.
    synchronized void tell(Invalidation listener) {
        above = listener;
        if (circuit != CircuitState.CLOSED) {
            listener.suspend();
        }
    }

    Invalidation above() {
        return above;
    }

    /// The answer, if it comes in time. An interrupt is kept for later: the wait is short.
    <T> Optional<T> await(Session asked, RedisFuture<T> answer) {
        waiting.incrementAndGet();
        long begun = System.nanoTime();
        try {
            Optional<T> got = Optional.ofNullable(Waiting.uninterrupted(answer, options.timeout()));
            failures.set(0);
            return got;
        } catch (TimeoutException e) {
            answer.cancel(true);
            failed(asked, "it does not answer within " + options.timeout().toMillis() + " ms");
        } catch (ExecutionException | CancellationException e) {
            failed(asked, "it refuses: " + cause(e));
        } finally {
            roundTrips.record(System.nanoTime() - begun);
            waiting.decrementAndGet();
        }
        return Optional.empty();
    }

    private void failed(Session asked, String why) {
        if (failures.incrementAndGet() >= FAILURES_MAX) {
            lose(asked, why);
        }
    }

    private static String cause(Exception e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return String.valueOf(cause.getMessage());
    }

    private synchronized void lose(Session gone, String why) {
        if (session != gone) {
            return;
        }
        session = null;
        above.suspend(); // before anybody can know that the circuit is open, and rely on this
        circuit = CircuitState.OPEN;
        lost = true;
        trouble = why;
        gone.close();
    }

    private void run() {
        while (!closed) {
            try {
                Thread.sleep(options.heartbeat());
                beat();
            } catch (InterruptedException e) {
                return; // closed
            } catch (RuntimeException e) { // an answer that makes no sense: no reason to stop trying
                trouble = "it cannot be used: " + cause(e);
                Session current = session;
                if (current != null) {
                    lose(current, trouble);
                }
            }
        }
    }

    private void beat() {
        Session current = session;
        if (current == null) {
            current = connect();
        }
        if (current != null && isAlive(current) && payment.pay(current)) {
            rely(current);
        }
    }

    private @Nullable Session connect() {
        try {
            Session opened =
                    Session.open(client, options.prefix(), scripts, this::above, ended -> lose(ended, "it is gone"));
            return adopt(opened) ? opened : null;
        } catch (RuntimeException e) { // Lettuce's, or of an answer that is none of Redis
            trouble = "it cannot be reached: " + cause(e);
            lost = true;
            return null;
        }
    }

    private synchronized boolean adopt(Session opened) {
        if (closed || !opened.isOpen()) {
            opened.close();
            return false;
        }
        session = opened;
        circuit = CircuitState.HALF_OPEN;
        trouble = "it is back, and not relied on yet";
        failures.set(0);
        relyFrom = System.nanoTime() + (lost ? options.settling().toNanos() : 0);
        return true;
    }

    private boolean isAlive(Session current) {
        try {
            Duration patience = options.heartbeat().plus(options.timeout());
            Waiting.uninterrupted(current.ping(), patience);
            if (beats++ % BEATS_PER_INFO == 0) {
                ServerInfo now = ServerInfo.parse(Waiting.uninterrupted(current.info(), patience));
                info = Optional.of(now);
                if (!now.life().equals(current.keys().life())) {
                    lose(current, "another server has taken its place");
                    return false;
                }
            }
            return true;
        } catch (TimeoutException e) {
            lose(current, "it has stalled");
        } catch (ExecutionException | CancellationException e) {
            lose(current, "it refuses: " + cause(e));
        }
        return false;
    }

    private synchronized void rely(Session current) {
        if (circuit == CircuitState.HALF_OPEN && session == current && System.nanoTime() - relyFrom >= 0) {
            circuit = CircuitState.CLOSED;
            above.resume();
        }
    }

    /// Asks Redis now.
    PoolStatus status() {
        Session current = session;
        int pending = waiting.get();
        if (current == null) {
            return new PoolStatus(PoolStatus.Health.DOWN, 0, 0, pending, Optional.empty(), trouble);
        }
        try {
            long begun = System.nanoTime();
            Waiting.uninterrupted(current.ping(), options.timeout());
            var latency = Optional.of(Duration.ofNanos(System.nanoTime() - begun));
            return circuit == CircuitState.CLOSED
                    ? new PoolStatus(PoolStatus.Health.UP, 1, 1, pending, latency, "")
                    : new PoolStatus(PoolStatus.Health.DEGRADED, 0, 1, pending, latency, trouble);
        } catch (TimeoutException | ExecutionException | CancellationException e) {
            return new PoolStatus(PoolStatus.Health.DOWN, 0, 1, pending, Optional.empty(), "it does not answer");
        }
    }

    @Override
    public void close() {
        closed = true;
        pulse.interrupt();
        status(); // what was sent before has arrived when this is answered
        Session last = session;
        if (last != null) {
            lose(last, "it was closed here");
        }
    }
}
