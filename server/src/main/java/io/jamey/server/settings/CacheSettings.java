package io.jamey.server.settings;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLEncoder;
import java.util.NoSuchElementException;
import java.util.Optional;

/// What is kept before the store.
///
/// @param bytes of memory for answers, in this process; 0 for none
/// @param redis that several processes share; absent for none
/// @param redisPassword if it asks for one
public record CacheSettings(long bytes, Optional<URI> redis, Optional<String> redisPassword) {
    /// No Redis.
    ///
    /// @param bytes 0 for no cache at all
    public static CacheSettings inProcess(long bytes) {
        return new CacheSettings(bytes, Optional.empty(), Optional.empty());
    }

    /// The address, with the password if there is one: a secret.
    ///
    /// @throws NoSuchElementException without a Redis
    public String redisUrl() {
        URI address = redis.orElseThrow();
        String user = address.getRawUserInfo() == null ? "" : address.getRawUserInfo();
        String login = redisPassword.map(secret -> user + ":" + encoded(secret)).orElse(user);
        String path = address.getRawPath() == null ? "" : address.getRawPath();
        return address.getScheme() + "://" + (login.isEmpty() ? "" : login + "@") + address.getHost()
                + (address.getPort() < 0 ? "" : ":" + address.getPort()) + path;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }

    /// Without the password.
    @Override
    public String toString() {
        return "CacheSettings[" + bytes + " bytes"
                + redis.map(uri -> ", " + uri).orElse("") + "]";
    }
}
