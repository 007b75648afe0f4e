package io.jamey.server.settings;

import java.util.Locale;

/// One thing a server can be told. Its name in the environment and its flag follow from its key:
/// `limits.body_bytes` is `JAMEY_LIMITS_BODY_BYTES` and `--limits-body-bytes`. One that gives its section its
/// meaning may go by the section's name alone: `log.level` is also `log`, `JAMEY_LOG` and `--log`.
///
/// @param key in the file; a dot leads into a section
/// @param otherwise what holds when nothing is said, as one would write it; `none` for nothing, or words in
///     brackets for what follows from other settings
/// @param about one sentence, without what is allowed
/// @param secret whether the value must not be shown; secrets have no flag, for flags are seen by all on the
///     machine
/// @param shortKey the key, or the section it may be called by
public record Setting<T>(String key, Kind<T> kind, String otherwise, String about, boolean secret, String shortKey) {
    Setting(String key, Kind<T> kind, String otherwise, String about, boolean secret) {
        this(key, kind, otherwise, about, secret, key);
    }

    /// The same, called by its section.
    Setting<T> bySection() {
        return new Setting<>(key, kind, otherwise, about, secret, key.substring(0, key.lastIndexOf('.')));
    }

    /// The environment variable.
    public String variable() {
        return "JAMEY_" + shortKey.replace('.', '_').toUpperCase(Locale.ROOT);
    }

    /// The flag, with its dashes.
    public String flag() {
        return "--" + shortKey.replace('.', '-').replace('_', '-');
    }

    public boolean hasFlag() {
        return !secret;
    }

    /// What is allowed: the end of the sentence "it must be ...".
    public String allowed() {
        return kind.allowed();
    }
}
