package io.jamey.server.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The effective value of every setting, and where it came from: flags over the environment over the file over
/// defaults.
///
/// ```java
/// Settings settings = Configuration.read(sources).settings();
/// ```
public final class Configuration {
    private static final String NONE = "none";
    private static final Said NOTHING = new Said(NONE, new Origin.Default());

    private final Optional<Path> file;
    private final Map<Setting<?>, Said> said;
    private final Settings settings;
    private final List<String> warnings;

    /// A setting as it is in force.
    ///
    /// @param text for people and programs; stars for a secret
    public record Effective(Setting<?> setting, String text, Origin origin) {}

    private Configuration(Optional<Path> file, Map<Setting<?>, Said> said, List<String> warnings) {
        this.file = file;
        this.said = said;
        this.warnings = warnings;
        settings = new SettingsReader(said).settings();
    }

    /// Reads and checks all there is.
    ///
    /// @throws IllegalArgumentException for an unknown name or a value that means nothing, with its place and
    ///     what is allowed
    /// @throws UncheckedIOException for a file that cannot be read
    public static Configuration read(Sources sources) {
        Optional<Path> file = file(sources);
        Map<String, Said> lines = file.map(YamlFile::read).orElse(Map.of());
        Map<String, Said> variables = EnvironmentVariables.read(sources.environment());
        var said = new LinkedHashMap<Setting<?>, Said>();
        for (Setting<?> setting : Catalogue.all()) {
            String flag = sources.flags().get(setting.key());
            Said strongest;
            if (flag != null) {
                strongest = new Said(flag.strip(), new Origin.Flag(setting.flag()));
            } else if (variables.containsKey(setting.key())) {
                strongest = variables.get(setting.key());
            } else {
                strongest = lines.getOrDefault(setting.key(), new Said(setting.otherwise(), new Origin.Default()));
            }
            said.put(setting, located(setting, strongest, sources));
        }
        List<String> warnings = file
                .filter(path -> named(sources).isEmpty() && path.equals(found(sources)))
                .flatMap(path -> doubted(path, said))
                .stream()
                .toList();
        return new Configuration(file, derived(said, sources.home()), warnings);
    }

    public Settings settings() {
        return settings;
    }

    /// The file that was read, if there is one.
    public Optional<Path> file() {
        return file;
    }

    /// What the operator should know of before a server is started so.
    public List<String> warnings() {
        return warnings;
    }

    /// All settings, in the order of [Catalogue#all()].
    public List<Effective> effective() {
        return said.entrySet().stream()
                .map(each -> new Effective(
                        each.getKey(),
                        each.getKey().secret() && !each.getValue().text().equals(NONE)
                                ? "********"
                                : each.getValue().text(),
                        each.getValue().origin()))
                .toList();
    }

    private static Optional<Path> file(Sources sources) {
        return named(sources)
                .or(() -> Stream.of(found(sources), sources.home().resolve(".jamey/jamey.yaml"))
                        .filter(Files::exists)
                        .findFirst());
    }

    private static Optional<Path> named(Sources sources) {
        String variable =
                sources.environment().getOrDefault(Sources.CONFIG_VARIABLE, "").strip();
        return sources.config()
                .or(() -> variable.isEmpty()
                        ? Optional.empty()
                        : Optional.of(Path.of(expanded(variable, sources.home()))))
                .map(sources.folder()::resolve);
    }

    /// Where a file is looked for when nobody names one.
    private static Path found(Sources sources) {
        return sources.folder().resolve("jamey.yaml");
    }

    /// A file that somebody else may have put there is read, but no place for secrets.
    private static Optional<String> doubted(Path path, Map<Setting<?>, Said> said) {
        Optional<String> doubt = new FoundFile(path).doubt();
        if (doubt.isEmpty()) {
            return doubt;
        }
        said.forEach((setting, value) -> {
            if (setting.secret() && value.origin() instanceof Origin.Line) {
                throw new IllegalArgumentException(value.origin().written() + ": " + setting.key()
                        + " is a secret, which this file must not hold, for " + doubt.get());
            }
        });
        return Optional.of("the settings are those of " + path + ", which was found in the current folder, and "
                + doubt.get() + ": name the file with --config if that is as it should be");
    }

    /// With a path made absolute, so that it means the same wherever it is used.
    private static Said located(Setting<?> setting, Said value, Sources sources) {
        if (!setting.kind().isPath(value.text())
                || value.text().equals(NONE)
                || value.text().startsWith("(")) {
            return value;
        }
        Path path = sources.folder().resolve(expanded(value.text(), sources.home()));
        return new Said(path.normalize().toString(), value.origin());
    }

    private static String expanded(String path, Path home) {
        return path.equals("~") || path.startsWith("~/") ? home + path.substring(1) : path;
    }

    /// With what follows from other settings.
    private static Map<Setting<?>, Said> derived(Map<Setting<?>, Said> said, Path home) {
        String store = text(said, Catalogue.STORE);
        String usual = StoreLocation.isUrl(store) ? home.resolve(".jamey/keys").toString() : store + ".keys";
        said.computeIfPresent(
                Catalogue.KEYS_FILE, (_, keys) -> isDefault(keys) ? new Said(usual, keys.origin()) : keys);
        takeFromFile(said, Catalogue.STORE_PASSWORD, Catalogue.STORE_PASSWORD_FILE);
        takeFromFile(said, Catalogue.REDIS_PASSWORD, Catalogue.REDIS_PASSWORD_FILE);
        takeFromFile(said, Catalogue.EMBEDDINGS_KEY, Catalogue.EMBEDDINGS_KEY_FILE);
        takeFromFile(said, Catalogue.TLS_PASSWORD, Catalogue.TLS_PASSWORD_FILE);
        takeFromFile(said, Catalogue.TRACING_HEADER, Catalogue.TRACING_HEADER_FILE);
        return said;
    }

    private static void takeFromFile(Map<Setting<?>, Said> said, Setting<String> secret, Setting<Path> file) {
        Said direct = said.getOrDefault(secret, NOTHING);
        Said named = said.getOrDefault(file, NOTHING);
        if (isDefault(named)) {
            return;
        }
        if (named.origin().strength() == direct.origin().strength()) {
            throw new IllegalArgumentException(
                    named.origin().written() + ": both " + secret.key() + " and " + file.key() + " are set: keep one");
        }
        if (named.origin().strength() > direct.origin().strength()) {
            said.put(secret, new Said(secretIn(Path.of(named.text()), named, file), named.origin()));
        }
    }

    private static String secretIn(Path path, Said named, Setting<Path> setting) {
        try {
            return Files.readString(path).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(named.origin().written() + ": cannot read " + setting.key() + ": " + e, e);
        }
    }

    private static boolean isDefault(Said value) {
        return value.origin() instanceof Origin.Default;
    }

    private static String text(Map<Setting<?>, Said> said, Setting<?> setting) {
        return said.getOrDefault(setting, NOTHING).text();
    }
}
