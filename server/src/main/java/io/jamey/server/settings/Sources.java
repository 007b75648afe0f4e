package io.jamey.server.settings;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// Where settings are looked for.
///
/// @param config the file, which must then be there; absent to look for `jamey.yaml` in `folder`, then in
///     `.jamey` of `home`
/// @param flags by key, as they were given on the command line
/// @param folder paths in flags and variables count from here
public record Sources(
        Optional<Path> config, Map<String, String> environment, Map<String, String> flags, Path folder, Path home) {
    /// The environment variable that names the file.
    public static final String CONFIG_VARIABLE = "JAMEY_CONFIG";

    public Sources {
        environment = Map.copyOf(environment);
        flags = Map.copyOf(flags);
    }
}
