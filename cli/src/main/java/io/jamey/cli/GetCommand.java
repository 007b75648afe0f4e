package io.jamey.cli;

import io.jamey.Memory;
import io.jamey.Namespace;
import io.jamey.embeddings.EmbedderSettings;
import io.jamey.json.Json;
import io.jamey.json.MemoryJson;
import io.jamey.json.VectorForm;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `jamey get`: shows memories by id.
@Command(description = "Show memories by their ids", sortOptions = false)
final class GetCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private final StoreOptions where;

    @Parameters(paramLabel = "ID", arity = "1..*", description = "Ids of memories")
    private List<UUID> ids = new ArrayList<>();

    @Option(names = "--json", description = "Print one line of JSON per memory")
    private boolean json;

    @Option(names = "--vectors", description = "With --json: print embeddings too, as arrays of numbers")
    private boolean vectors;

    GetCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
        where = new StoreOptions(surroundings);
    }

    @Override
    public Integer call() {
        Namespace namespace = where.namespace();
        try (var stack = StoreStack.existing(where.store(), new EmbedderSettings.None())) {
            Map<UUID, Memory> found = stack.store().retrieveBatch(namespace, ids);
            var view = new MemoryView(surroundings);
            boolean first = true;
            for (Memory memory : found.values()) {
                if (json) {
                    surroundings
                            .out()
                            .println(Json.write(
                                    MemoryJson.fields(memory, vectors ? VectorForm.ARRAY : VectorForm.LEFT_OUT)));
                } else {
                    surroundings.out().print(first ? "" : System.lineSeparator());
                    view.print(memory);
                }
                first = false;
            }
            ids.stream()
                    .filter(id -> !found.containsKey(id))
                    .forEach(id -> surroundings.err().println("jamey: no memory " + id + " in " + namespace));
            return found.keySet().containsAll(ids) ? ExitCode.OK : ExitCode.NOT_SO;
        }
    }
}
