package io.jamey.redis;

import io.jamey.cache.tiers.Invalidation;
import io.lettuce.core.KeyValue;
import io.lettuce.core.LettuceFutures;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionStateAdapter;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.TrackingArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.api.push.PushMessage;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// One connection to Redis, from its handshake to its end. All callers share it, their commands follow each other;
/// and on it Redis tells of the writes of others, in order with its answers.
final class Session implements AutoCloseable {
    private static final RedisCodec<String, byte[]> CODEC = RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);

    private final StatefulRedisConnection<String, byte[]> connection;
    private final RedisAsyncCommands<String, byte[]> commands;
    private final Map<Script, String> scripts = new EnumMap<>(Script.class);
    private final Keys keys;

    private Session(StatefulRedisConnection<String, byte[]> connection, String prefix, Function<Script, byte[]> texts) {
        this.connection = connection;
        commands = connection.async();
        for (Script script : Script.values()) {
            scripts.put(script, done(commands.scriptLoad(texts.apply(script))));
        }
        keys = new Keys(prefix, ServerInfo.parse(done(commands.info())).life());
    }

    /// Connects, within the connection's timeout.
    ///
    /// @param texts of the scripts
    /// @param listener hears of the writes of other sessions, on the connection's thread
    /// @param ended hears when the connection has ended, whoever ended it
    static Session open(
            RedisClient client,
            String prefix,
            Function<Script, byte[]> texts,
            Supplier<Invalidation> listener,
            Consumer<Session> ended) {
        StatefulRedisConnection<String, byte[]> connection = client.connect(CODEC);
        try {
            connection.addListener(push -> tell(listener.get(), push));
            done(connection
                    .async()
                    .clientTracking(
                            TrackingArgs.Builder.enabled().bcast().noloop().prefixes(Keys.notices(prefix))));
            var session = new Session(connection, prefix, texts);
            connection.addListener(new RedisConnectionStateAdapter() {
                @Override
                public void onRedisDisconnected(RedisChannelHandler<?, ?> connection) {
                    ended.accept(session);
                }
            });
            return session;
        } catch (RuntimeException e) {
            var _ = connection.closeAsync();
            throw e;
        }
    }

    private static void tell(Invalidation listener, PushMessage push) {
        if (push.getType().equals("invalidate")) {
            Object touched = push.getContent(StringCodec.UTF8::decodeKey).get(1);
            if (touched instanceof List<?> all) {
                all.forEach(notice -> Keys.tell(listener, (String) notice));
            } else { // the server was flushed, and has forgotten who is writing
                listener.invalidateAll();
            }
        }
    }

    /// For the handshake.
    private static <T> T done(RedisFuture<T> answer) {
        return LettuceFutures.awaitOrCancel(answer, Link.CONNECTING.toNanos(), TimeUnit.NANOSECONDS);
    }

    Keys keys() {
        return keys;
    }

    boolean isOpen() {
        return connection.isOpen();
    }

    RedisFuture<List<KeyValue<String, byte[]>>> get(List<String> of) {
        return commands.mget(of.toArray(String[]::new));
    }

    <T> RedisFuture<T> run(Script script, ScriptOutputType type, List<String> keysOf, List<byte[]> arguments) {
        return commands.evalsha(
                Objects.requireNonNull(scripts.get(script)),
                type,
                keysOf.toArray(String[]::new),
                arguments.toArray(byte[][]::new));
    }

    /// The same, where nobody waits for the outcome.
    void send(Script script, List<String> keysOf, List<byte[]> arguments) {
        var _ = run(script, ScriptOutputType.INTEGER, keysOf, arguments);
    }

    /// Has Redis tell all other sessions that these keys changed. By plain commands: what a script changes, it tells
    /// the session too that runs it.
    ///
    /// @return when it has
    RedisFuture<Long> tell(List<String> notices) {
        var nothing = new byte[0];
        var _ = commands.mset(notices.stream().collect(Collectors.toMap(notice -> notice, _ -> nothing)));
        return commands.unlink(notices.toArray(String[]::new));
    }

    RedisFuture<String> ping() {
        return commands.ping();
    }

    RedisFuture<String> info() {
        return commands.info();
    }

    @Override
    public void close() {
        if (connection.isOpen()) {
            var _ = connection.closeAsync();
        }
    }
}
