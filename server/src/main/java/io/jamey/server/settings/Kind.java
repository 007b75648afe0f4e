package io.jamey.server.settings;

import io.jamey.Namespace;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a setting may be: how its text is read, and the words that say what is allowed.
///
/// @param allowed ends the sentence "it must be ..."
/// @param reader throws [IllegalArgumentException] for text that is none
record Kind<T>(String allowed, Form form, Function<String, T> reader) {
    private static final Pattern AMOUNT = Pattern.compile("(\\d{1,15}) ?([A-Za-z]*)");
    private static final Map<String, Long> BYTE_UNITS = Map.of(
            "",
            1L,
            "B",
            1L,
            "kB",
            1_000L,
            "KB",
            1_000L,
            "MB",
            1_000_000L,
            "GB",
            1_000_000_000L,
            "KiB",
            1L << 10,
            "MiB",
            1L << 20,
            "GiB",
            1L << 30);
    /// What the file has to hold.
    enum Form {
        ONE,
        /// A path: one in the file counts from the file's folder.
        PATH,
        /// A path too, or a URL.
        PATH_OR_URL,
        /// A list in the file, or texts with commas between them.
        LIST
    }

    /// What the text means.
    ///
    /// @throws IllegalArgumentException for text that means nothing
    T read(String text) {
        return reader.apply(text);
    }

    static Kind<String> text(String allowed) {
        return new Kind<>(allowed, Form.ONE, text -> text);
    }

    /// A name in SQL that needs no quotes.
    static Kind<String> identifier() {
        return new Kind<>("1 to 63 of a-z, 0-9 and _, not beginning with a digit", Form.ONE, text -> {
            check(text.matches("[a-z_][a-z0-9_]{0,62}"));
            return text;
        });
    }

    static Kind<Long> whole(long min, long max) {
        return new Kind<>("a whole number from " + min + " to " + max, Form.ONE, text -> {
            check(text.matches("\\d{1,18}"));
            return within(Long.parseLong(text), min, max);
        });
    }

    static Kind<Long> bytes(long min, long max) {
        return new Kind<>("bytes, as in 65536, 64KiB or 1MB, from " + min + " to " + max, Form.ONE, text -> {
            Matcher amount = AMOUNT.matcher(text);
            check(amount.matches());
            long unit = BYTE_UNITS.getOrDefault(amount.group(2), 0L);
            check(unit > 0);
            return within(Math.multiplyExact(Long.parseLong(amount.group(1)), unit), min, max);
        });
    }

    static Kind<Duration> time(Duration min, Duration max) {
        String allowed = "a time from " + WrittenDuration.write(min) + " to " + WrittenDuration.write(max)
                + ", with its unit: ms, s, m, h or d";
        return new Kind<>(allowed, Form.ONE, text -> {
            Duration time = WrittenDuration.parse(text).orElse(Duration.ZERO);
            check(time.compareTo(min) >= 0 && time.compareTo(max) <= 0);
            return time;
        });
    }

    static <E extends Enum<E>> Kind<E> choice(Class<E> type) {
        List<String> names = Arrays.stream(type.getEnumConstants())
                .map(each -> each.name().toLowerCase(Locale.ROOT))
                .toList();
        return new Kind<>("one of " + String.join(", ", names), Form.ONE, text -> {
            check(names.contains(text.toLowerCase(Locale.ROOT)));
            return Enum.valueOf(type, text.toUpperCase(Locale.ROOT));
        });
    }

    static Kind<Boolean> flag() {
        return new Kind<>("true or false", Form.ONE, text -> {
            check(text.equals("true") || text.equals("false"));
            return text.equals("true");
        });
    }

    /// Of something that answers over HTTP.
    static Kind<URI> address() {
        return new Kind<>("a URL, as in http://localhost:4318/v1/traces", Form.ONE, text -> {
            try {
                URI uri = new URI(text);
                check(isWeb(uri) && uri.getUserInfo() == null);
                return uri;
            } catch (URISyntaxException e) {
                throw new IllegalArgumentException(e);
            }
        });
    }

    static Kind<Namespace> namespace() {
        return new Kind<>("the name of a namespace", Form.ONE, Namespace::of);
    }

    static Kind<Path> path() {
        return new Kind<>("a path", Form.PATH, text -> {
            try {
                return Path.of(text);
            } catch (InvalidPathException e) {
                throw new IllegalArgumentException(e);
            }
        });
    }

    static Kind<StoreLocation> storeLocation() {
        return new Kind<>(StoreLocation.WRITTEN, Form.PATH_OR_URL, StoreLocation::of);
    }

    static Kind<URI> redis() {
        return new Kind<>("a URL, as in redis://localhost:6379", Form.ONE, text -> {
            try {
                URI uri = new URI(text);
                check(("redis".equals(uri.getScheme()) || "rediss".equals(uri.getScheme())) && uri.getHost() != null);
                if (uri.getRawUserInfo() != null && uri.getRawUserInfo().contains(":")) {
                    throw new SecretInUrlException("redis_password");
                }
                return uri;
            } catch (URISyntaxException e) {
                throw new IllegalArgumentException(e);
            }
        });
    }

    /// Where pages come from, as browsers write it in `Origin`.
    static Kind<List<String>> origins() {
        String allowed = "origins, as in https://app.example.org or http://localhost:3000, with commas between them";
        return new Kind<>(allowed, Form.LIST, text -> {
            List<String> origins =
                    Arrays.stream(text.split(",", -1)).map(String::strip).toList();
            origins.forEach(origin -> check(isOrigin(origin)));
            return origins;
        });
    }

    /// Whether this text, which means something, is a path.
    boolean isPath(String text) {
        return form == Form.PATH || (form == Form.PATH_OR_URL && !StoreLocation.isUrl(text));
    }

    /// The same, or `none`.
    Kind<Optional<T>> orNone() {
        return new Kind<>(
                allowed + ", or none", form, text -> text.equals("none") ? Optional.empty() : Optional.of(read(text)));
    }

    private static boolean isOrigin(String text) {
        try {
            URI uri = new URI(text);
            String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
            return isWeb(uri) && text.equals(uri.getScheme() + "://" + uri.getHost() + port);
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static boolean isWeb(URI uri) {
        return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) && uri.getHost() != null;
    }

    private static long within(long value, long min, long max) {
        check(value >= min && value <= max);
        return value;
    }

    private static void check(boolean holds) {
        if (!holds) {
            throw new IllegalArgumentException("not what it must be");
        }
    }
}
