package io.jamey.redis;

import io.jamey.cache.Lifetimes;
import java.time.Duration;
import java.time.InstantSource;

/// How a [RedisCachedMemoryStore] is opened.
///
/// @param url such as `redis://127.0.0.1:6379`, or `rediss://user:password@cache.example:6380/2` with TLS
/// @param prefix of all its keys; processes that share a store share it, and no others
/// @param timeout the longest that a caller waits for Redis before it does without, 1 ms to 10 s
/// @param heartbeat how often the connection is tried; a lost one is noticed after two of them and a timeout
/// @param settling how long Redis must answer again before it is relied on: longer than others, who lost it too,
///     take to tell of what they wrote meanwhile
/// @param lifetimes how long what is kept may be served
/// @param clock the clock of the store that is wrapped, injected for tests
public record RedisOptions(
        String url,
        String prefix,
        Duration timeout,
        Duration heartbeat,
        Duration settling,
        Lifetimes lifetimes,
        InstantSource clock) {
    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofSeconds(10);

    public RedisOptions {
        if (!url.matches("rediss?://.+")) {
            throw new IllegalArgumentException("the url must be of the form redis://host:port or rediss://host:port");
        }
        if (!prefix.matches("[A-Za-z0-9._-]{1,64}")) {
            throw new IllegalArgumentException("prefix must be 1 to 64 letters, digits, '.', '_' and '-': " + prefix);
        }
        range("timeout", timeout);
        range("heartbeat", heartbeat);
        if (settling.isNegative() || settling.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("settling must be between 0 and 10 s, not " + settling);
        }
    }

    private static void range(String name, Duration value) {
        if (value.compareTo(SHORTEST) < 0 || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(name + " must be between 1 ms and 10 s, not " + value);
        }
    }

    /// Keys under `jamey`, 50 ms, a heartbeat each 100 ms, a second to settle, the usual lifetimes.
    public static RedisOptions of(String url) {
        return new RedisOptions(
                url,
                "jamey",
                Duration.ofMillis(50),
                Duration.ofMillis(100),
                Duration.ofSeconds(1),
                Lifetimes.defaults(),
                InstantSource.system());
    }

    public RedisOptions prefix(String value) {
        return new RedisOptions(url, value, timeout, heartbeat, settling, lifetimes, clock);
    }

    public RedisOptions timeout(Duration value) {
        return new RedisOptions(url, prefix, value, heartbeat, settling, lifetimes, clock);
    }

    public RedisOptions heartbeat(Duration value) {
        return new RedisOptions(url, prefix, timeout, value, settling, lifetimes, clock);
    }

    public RedisOptions settling(Duration value) {
        return new RedisOptions(url, prefix, timeout, heartbeat, value, lifetimes, clock);
    }

    public RedisOptions lifetimes(Lifetimes value) {
        return new RedisOptions(url, prefix, timeout, heartbeat, settling, value, clock);
    }

    public RedisOptions clock(InstantSource value) {
        return new RedisOptions(url, prefix, timeout, heartbeat, settling, lifetimes, value);
    }

    /// Without the url, which may hold a password.
    @Override
    public String toString() {
        return "RedisOptions[prefix=" + prefix + ", timeout=" + timeout + ", heartbeat=" + heartbeat + ", settling="
                + settling + ", lifetimes=" + lifetimes + "]";
    }
}
