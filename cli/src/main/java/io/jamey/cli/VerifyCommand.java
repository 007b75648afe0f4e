package io.jamey.cli;

import io.jamey.embedded.EmbeddedMemoryStore;
import io.jamey.embedded.Verification;
import io.jamey.json.Json;
import io.jamey.server.settings.StoreLocation;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `jamey verify`: checks that the store is what was written.
@Command(description = "Check the file, and the index and words against its records", sortOptions = false)
final class VerifyCommand implements Callable<Integer> {
    private static final int PROBLEMS_SHOWN = 20;

    private final Surroundings surroundings;

    @Mixin
    private final StoreOptions where;

    @Option(
            names = "--rebuild",
            description = "First forget the index and derive it anew from the records; these stay as they are")
    private boolean rebuild;

    @Option(names = "--json", description = "Print one JSON document")
    private boolean json;

    VerifyCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
        where = new StoreOptions(surroundings);
    }

    @Override
    public Integer call() {
        try (var store = file()) {
            if (rebuild) {
                store.rebuild();
            }
            Verification found = store.verify();
            if (json) {
                Map<String, Object> fields = new LinkedHashMap<>();
                fields.put("ok", found.isSound());
                fields.put("memories", found.memories());
                fields.put("problems_found", found.problemsFound());
                fields.put("problems", found.problems());
                surroundings.out().println(Json.write(fields));
            } else {
                print(found);
            }
            return found.isSound() ? ExitCode.OK : ExitCode.NOT_SO;
        }
    }

    private EmbeddedMemoryStore file() {
        return switch (where.store().location()) {
            case StoreLocation.File(Path path) -> Backends.existing(path);
            case StoreLocation.Postgres database ->
                throw new IllegalArgumentException(
                        database + " is a database: '" + surroundings.command() + " doctor --verify' looks into it");
        };
    }

    private void print(Verification found) {
        if (found.isSound()) {
            surroundings
                    .out()
                    .println(surroundings.style().good("ok") + "  " + found.memories()
                            + " memories; file, records, embeddings and words agree");
            return;
        }
        surroundings
                .out()
                .println(surroundings.style().bad(found.problemsFound() + " problems") + " in " + found.memories()
                        + " memories");
        found.problems().stream()
                .limit(PROBLEMS_SHOWN)
                .map(DisplayText::clean)
                .forEach(problem -> surroundings.out().println("  " + problem));
        if (!rebuild) {
            surroundings
                    .out()
                    .println("Try '" + surroundings.command() + " verify --rebuild' first. If problems stay:");
        }
        surroundings
                .out()
                .println("Restore the file from a backup; or save what can be read with '" + surroundings.command()
                        + " export --all-namespaces FILE' and import it into a new store.");
    }
}
