package io.jamey.cli;

import io.jamey.json.Json;
import io.jamey.server.access.KeyFile;
import io.jamey.server.access.KeyRecord;
import io.jamey.server.access.KeyUses;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `jamey keys list`: what is known of the keys.
@Command(description = "List the keys, without what is secret", sortOptions = false)
final class KeysListCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(names = "--json", description = "Print one JSON document")
    private boolean json;

    KeysListCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        KeyFile file = KeysCommand.file(spec, surroundings);
        List<KeyRecord> keys = file.read().orElse(List.of());
        Map<String, Instant> uses = new KeyUses(file, InstantSource.system()).read();
        if (json) {
            surroundings
                    .out()
                    .println(Json.write(Map.of(
                            "keys", keys.stream().map(key -> fields(key, uses)).toList())));
        } else if (keys.isEmpty()) {
            surroundings.out().println(DisplayText.clean("no keys in " + file.path()));
        } else {
            table(keys, uses).print(surroundings);
        }
        return ExitCode.OK;
    }

    private static Map<String, Object> fields(KeyRecord key, Map<String, Instant> uses) {
        Map<String, Object> fields = KeysCommand.fields(key);
        if (uses.containsKey(key.id())) {
            fields.put("last_used", uses.get(key.id()));
        }
        return fields;
    }

    private static Table table(List<KeyRecord> keys, Map<String, Instant> uses) {
        Instant now = Instant.now();
        var table = new Table()
                .column("name")
                .flexible("namespaces")
                .column("may")
                .spared("id")
                .spared("created")
                .column("last used")
                .column("expires");
        for (KeyRecord key : keys) {
            String end = key.expires().map(Instant::toString).orElse("never");
            table.row(
                    key.name(),
                    key.scope().toString(),
                    key.permission().written(),
                    key.id(),
                    key.created().toString(),
                    Optional.ofNullable(uses.get(key.id()))
                            .map(MemoryView::time)
                            .orElse("never"),
                    key.isExpired(now) ? "expired" : end);
        }
        return table;
    }
}
