package io.jamey.cli;

import io.jamey.Memory;
import io.jamey.MemoryPatch;
import io.jamey.MemoryType;
import io.jamey.Namespace;
import io.jamey.json.Json;
import io.jamey.json.MemoryJson;
import io.jamey.json.Times;
import io.jamey.json.VectorForm;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `jamey update`: changes a memory.
@Command(
        description = {"Change a memory; what is not named stays as it is.", "New content gets a new embedding."},
        sortOptions = false)
final class UpdateCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private final StoreOptions where;

    @Mixin
    private final EmbedderOptions embedding;

    @Parameters(paramLabel = "ID", description = "The memory's id")
    private @Nullable UUID id;

    @Option(names = "--content", paramLabel = "TEXT", description = "What it says from now on")
    private @Nullable String content;

    @Option(names = "--type", paramLabel = "NAME", description = "Its type")
    private @Nullable String type;

    @Option(names = "--actor", paramLabel = "NAME", description = "Who said or did it")
    private @Nullable String actor;

    @Option(names = "--importance", paramLabel = "0..1", description = "0 trivial to 1 vital")
    private @Nullable Double importance;

    @Option(names = "--metadata", paramLabel = "KEY=VALUE|JSON", description = "Replaces all metadata")
    private List<String> metadata = new ArrayList<>();

    @Option(names = "--expires-at", paramLabel = "TIME", description = "When it is to be forgotten")
    private @Nullable String expiresAt;

    @Option(names = "--never-expires", description = "Take the expiry away")
    private boolean neverExpires;

    @Option(names = "--expect-version", paramLabel = "N", description = "Only if it still has this version")
    private @Nullable Long expectVersion;

    @Option(names = "--json", description = "Print the changed memory as JSON")
    private boolean json;

    UpdateCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
        where = new StoreOptions(surroundings);
        embedding = new EmbedderOptions(surroundings);
    }

    @Override
    public Integer call() {
        MemoryPatch patch = patch();
        UUID wanted = Objects.requireNonNull(id);
        Namespace namespace = where.namespace();
        try (var stack = StoreStack.existing(where.store(), embedding.settings())) {
            Optional<Memory> changed = stack.store().update(namespace, wanted, patch);
            if (changed.isEmpty()) {
                surroundings.err().println("jamey: no memory " + wanted + " in " + namespace);
                return ExitCode.NOT_SO;
            }
            surroundings
                    .out()
                    .println(
                            json
                                    ? Json.write(MemoryJson.fields(changed.get(), VectorForm.LEFT_OUT))
                                    : wanted + " now has version "
                                            + changed.get().version());
        }
        return ExitCode.OK;
    }

    private MemoryPatch patch() {
        var patch = MemoryPatch.change();
        if (content != null) {
            patch.content(content);
        }
        if (type != null) {
            patch.type(MemoryType.of(type));
        }
        if (actor != null) {
            patch.actor(actor);
        }
        if (importance != null) {
            patch.importance(importance);
        }
        if (!metadata.isEmpty()) {
            patch.metadata(MetadataOption.parse(metadata));
        }
        if (expiresAt != null) {
            patch.expiresAt(Times.parse("--expires-at", expiresAt));
        }
        if (neverExpires) {
            patch.neverExpires();
        }
        if (expectVersion != null) {
            patch.expecting(expectVersion);
        }
        boolean changes = content != null
                || type != null
                || actor != null
                || importance != null
                || !metadata.isEmpty()
                || expiresAt != null
                || neverExpires;
        if (!changes) {
            throw new IllegalArgumentException(
                    "nothing to change: name what changes, such as --content or --importance");
        }
        return patch.build();
    }
}
