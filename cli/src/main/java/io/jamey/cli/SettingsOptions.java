package io.jamey.cli;

import io.jamey.server.settings.Catalogue;
import io.jamey.server.settings.Configuration;
import io.jamey.server.settings.Setting;
import io.jamey.server.settings.Settings;
import io.jamey.server.settings.Sources;
import io.jamey.server.settings.StoreSettings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// The flags of a server's settings, on commands that need them: one for each setting that may have one.
final class SettingsOptions {
    private static final String CONFIG = "--config";
    private static final String STORE = "store";
    private static final List<String> STORE_VARIABLES = List.of("JAMEY_STORE");
    private static final List<String> LOG_VARIABLES = List.of("JAMEY_LOG", "JAMEY_TRACING");

    private SettingsOptions() {}

    /// The command with a flag for each setting.
    static CommandLine allOn(CommandLine command) {
        return on(command, _ -> true);
    }

    /// The command with a flag for each of these settings, by key.
    static CommandLine on(CommandLine command, Predicate<String> keys) {
        CommandSpec spec = command.getCommandSpec();
        spec.addOption(OptionSpec.builder(CONFIG)
                .paramLabel("FILE")
                .type(Path.class)
                .description("The file of settings. Default: $JAMEY_CONFIG, else jamey.yaml here or in ~/.jamey")
                .build());
        for (Setting<?> setting : Catalogue.all()) {
            if (setting.hasFlag() && keys.test(setting.key())) {
                spec.addOption(OptionSpec.builder(setting.flag())
                        .paramLabel("VALUE")
                        .type(String.class)
                        .description(description(setting))
                        .build());
            }
        }
        return command;
    }

    /// The settings of a server that is started by this command.
    static Configuration read(CommandSpec spec, Surroundings surroundings) {
        Map<String, String> flags = new HashMap<>();
        for (Setting<?> setting : Catalogue.all()) {
            OptionSpec flag = spec.findOption(setting.flag());
            if (flag != null && flag.getValue() instanceof String given) {
                flags.put(setting.key(), given);
            }
        }
        OptionSpec config = spec.findOption(CONFIG);
        Optional<Path> file =
                config != null && config.getValue() instanceof Path given ? Optional.of(given) : Optional.empty();
        return Configuration.read(new Sources(
                file, surroundings.environment(), flags, Path.of("").toAbsolutePath(), surroundings.home()));
    }

    /// The store of commands that take no other settings: what the flag says, else the environment, else the file.
    static StoreSettings store(Surroundings surroundings, Optional<String> flag) {
        return some(
                        surroundings,
                        STORE_VARIABLES,
                        flag.map(said -> Map.of(STORE, said)).orElse(Map.of()))
                .store();
    }

    /// The settings of which those of the log and of traces are meant for commands that take no others.
    static Settings ofLog(Surroundings surroundings) {
        return some(surroundings, LOG_VARIABLES, Map.of());
    }

    /// Some settings; what the environment says of others does not matter to a command without a server.
    private static Settings some(Surroundings surroundings, List<String> variables, Map<String, String> flags) {
        Map<String, String> environment = new HashMap<>(surroundings.environment());
        environment
                .keySet()
                .removeIf(name -> !name.equals(Sources.CONFIG_VARIABLE)
                        && variables.stream().noneMatch(name::startsWith));
        return Configuration.read(new Sources(
                        Optional.empty(), environment, flags, Path.of("").toAbsolutePath(), surroundings.home()))
                .settings();
    }

    private static String description(Setting<?> setting) {
        // picocli formats descriptions
        return (setting.about() + ". Default: $" + setting.variable() + ", else " + setting.otherwise())
                .replace("%", "%%");
    }
}
