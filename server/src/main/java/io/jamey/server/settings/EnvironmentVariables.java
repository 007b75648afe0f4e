package io.jamey.server.settings;

import io.jamey.json.Suggestion;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Reads the environment variables that begin with `JAMEY_`. One that means nothing is an error, as it is in
/// the file.
final class EnvironmentVariables {
    private static final String OURS = "JAMEY_";
    /// Kubernetes sets the first in every pod beside a service named `jamey`, other commands read the next two, and
    /// Jamey's own tests the rest.
    private static final Pattern NOT_SETTINGS = Pattern.compile("JAMEY_(SERVICE_(HOST|PORT).*|PORT_\\d+_(TCP|UDP).*"
            + "|BENCH_.*|KEY|POSTGRES_.*|REDIS_(URL|SERVER)|PROM(TOOL|ETHEUS)|REQUIRE_.*)");
    /// What Kubernetes sets `JAMEY_PORT` to.
    private static final Pattern SERVICE_ADDRESS = Pattern.compile("(tcp|udp)://.*");

    private EnvironmentVariables() {}

    /// The settings among them, by key.
    static Map<String, Said> read(Map<String, String> environment) {
        Map<String, Setting<?>> known = new HashMap<>();
        Catalogue.all().forEach(setting -> known.put(setting.variable(), setting));
        var said = new HashMap<String, Said>();
        new TreeMap<>(environment).forEach((name, value) -> {
            Setting<?> setting = known.get(name);
            if (setting != null) {
                boolean isSetByKubernetes = setting.equals(Catalogue.PORT)
                        && SERVICE_ADDRESS.matcher(value).matches();
                if (!value.isBlank() && !isSetByKubernetes) {
                    said.put(setting.key(), new Said(value.strip(), new Origin.Variable(name)));
                }
            } else if (name.startsWith(OURS)
                    && !name.equals(Sources.CONFIG_VARIABLE)
                    && !NOT_SETTINGS.matcher(name).matches()) {
                throw new IllegalArgumentException(
                        "unknown variable $" + name + Suggestion.instead(name, names(known.keySet().stream())));
            }
        });
        return said;
    }

    private static List<String> names(Stream<String> known) {
        return Stream.concat(known, Stream.of(Sources.CONFIG_VARIABLE)).sorted().toList();
    }
}
