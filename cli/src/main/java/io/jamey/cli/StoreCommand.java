package io.jamey.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jamey.Limits;
import io.jamey.Memory;
import io.jamey.MemoryType;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.json.Json;
import io.jamey.json.MemoryJson;
import io.jamey.json.Times;
import io.jamey.json.VectorForm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `jamey store`: remembers one thing.
@Command(description = "Store one memory", sortOptions = false)
final class StoreCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private final StoreOptions where;

    @Mixin
    private final EmbedderOptions embedding;

    @Parameters(paramLabel = "TEXT", description = "What to remember; '-' reads it from standard input")
    private String text = "";

    @Option(names = "--id", paramLabel = "UUID", description = "Its id, to make the command repeatable")
    private @Nullable UUID id;

    @Option(names = "--session", paramLabel = "NAME", description = "The conversation or run it belongs to")
    private @Nullable String session;

    @Option(names = "--actor", paramLabel = "NAME", description = "Who said or did it")
    private @Nullable String actor;

    @Option(
            names = "--type",
            paramLabel = "NAME",
            description = "semantic (default), episodic, procedural, message, or a name of your own")
    private @Nullable String type;

    @Option(names = "--importance", paramLabel = "0..1", description = "0 trivial to 1 vital. Default: 0.5")
    private double importance = NewMemory.DEFAULT_IMPORTANCE;

    @Option(names = "--metadata", paramLabel = "KEY=VALUE|JSON", description = "Any number of times")
    private List<String> metadata = new ArrayList<>();

    @Option(names = "--created-at", paramLabel = "TIME", description = "When it was learned, if not now")
    private @Nullable String createdAt;

    @Option(names = "--expires-at", paramLabel = "TIME", description = "When it is to be forgotten")
    private @Nullable String expiresAt;

    @Option(names = "--json", description = "Print the stored memory as JSON")
    private boolean json;

    StoreCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
        where = new StoreOptions(surroundings);
        embedding = new EmbedderOptions(surroundings);
    }

    @Override
    public Integer call() {
        NewMemory memory = memory();
        Namespace namespace = where.namespace();
        try (var stack = StoreStack.create(where.store(), embedding.settings())) {
            Memory stored = stack.store().store(namespace, memory);
            surroundings
                    .out()
                    .println(
                            json
                                    ? Json.write(MemoryJson.fields(stored, VectorForm.LEFT_OUT))
                                    : "stored " + stored.id() + " in " + stored.namespace());
        }
        return ExitCode.OK;
    }

    private NewMemory memory() {
        var builder = NewMemory.of(text.equals("-") ? standardInput() : text)
                .importance(importance)
                .metadata(MetadataOption.parse(metadata));
        if (id != null) {
            builder.id(id);
        }
        if (session != null) {
            builder.session(session);
        }
        if (actor != null) {
            builder.actor(actor);
        }
        if (type != null) {
            builder.type(MemoryType.of(type));
        }
        if (createdAt != null) {
            builder.createdAt(Times.parse("--created-at", createdAt));
        }
        if (expiresAt != null) {
            builder.expiresAt(Times.parse("--expires-at", expiresAt));
        }
        return builder.build();
    }

    private String standardInput() {
        try {
            return new String(surroundings.in().readNBytes(Limits.CONTENT_BYTES + 1), UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("standard input cannot be read: " + e.getMessage(), e);
        }
    }
}
