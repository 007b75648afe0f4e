package io.jamey.cli;

import io.jamey.server.access.KeyFile;
import io.jamey.server.access.KeyRecord;
import io.jamey.server.access.Permission;
import io.jamey.server.settings.Configuration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `jamey keys`: who may use a server.
@Command(
        description = "Make, list and revoke the keys that open a server; running servers notice within a second",
        synopsisSubcommandLabel = "COMMAND")
final class KeysCommand implements Runnable {
    private static final Set<String> SETTINGS = Set.of("store", "keys_file");

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    /// The command with those below it.
    static CommandLine line(Surroundings surroundings) {
        return new CommandLine(new KeysCommand())
                .addSubcommand("create", withSettings(new KeysCreateCommand(surroundings)))
                .addSubcommand("list", withSettings(new KeysListCommand(surroundings)))
                .addSubcommand("revoke", withSettings(new KeysRevokeCommand(surroundings)));
    }

    private static CommandLine withSettings(Object command) {
        return SettingsOptions.on(new CommandLine(command), SETTINGS::contains);
    }

    /// The file that the command is about.
    static KeyFile file(CommandSpec spec, Surroundings surroundings) {
        Configuration configuration = SettingsOptions.read(spec, surroundings);
        return new KeyFile(configuration.settings().keysFile());
    }

    /// For programs: everything but the key.
    static Map<String, Object> fields(KeyRecord key) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("name", key.name());
        fields.put("id", key.id());
        fields.put("namespaces", key.scope().written());
        fields.put("may", key.permission().written());
        fields.put("created", key.created());
        key.expires().ifPresent(end -> fields.put("expires", end));
        return fields;
    }

    /// What a key with this permission opens its namespaces to.
    static String described(Permission permission) {
        return switch (permission) {
            case READ -> "to read";
            case WRITE -> "to read and write";
            case ADMINISTER -> "to read, write and administer";
        };
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "say what to do: create, list or revoke");
    }
}
