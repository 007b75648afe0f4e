package io.jamey.cli;

import io.jamey.Filter;
import io.jamey.MemoryStore;
import io.jamey.Namespace;
import io.jamey.embeddings.EmbedderSettings;
import io.jamey.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `jamey delete`: deletes memories, one by one or all that match. Asks before it deletes more than one.
@Command(
        description = {"Delete memories: by id, all that match a filter, or all of the namespace."},
        sortOptions = false)
final class DeleteCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private final StoreOptions where;

    @Mixin
    private final FilterOptions which = new FilterOptions();

    @Parameters(paramLabel = "ID", arity = "0..*", description = "Ids of memories")
    private List<UUID> ids = new ArrayList<>();

    @Option(names = "--all", description = "Everything in the namespace")
    private boolean all;

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask")
    private boolean yes;

    @Option(names = "--json", description = "Print {\"deleted\": N}")
    private boolean json;

    DeleteCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
        where = new StoreOptions(surroundings);
    }

    @Override
    public Integer call() {
        int ways = (ids.isEmpty() ? 0 : 1) + (which.isGiven() ? 1 : 0) + (all ? 1 : 0);
        if (ways != 1) {
            throw new IllegalArgumentException("say what to delete: ids, a filter (--filter, --session, --actor,"
                    + " --type), or --all; one of the three");
        }
        Filter filter = which.filter();
        Namespace namespace = where.namespace();
        try (var stack = StoreStack.existing(where.store(), new EmbedderSettings.None())) {
            MemoryStore store = stack.store();
            long many = ids.isEmpty() ? store.count(namespace, filter) : ids.size();
            if (many > 1 && !yes && !agreed(many)) {
                surroundings.err().println("jamey: nothing was deleted");
                return ExitCode.NOT_SO;
            }
            long deleted = delete(store, filter);
            surroundings.out().println(json ? Json.write(Map.of("deleted", deleted)) : "deleted " + deleted);
            return deleted == 0 || deleted < ids.size() ? ExitCode.NOT_SO : ExitCode.OK;
        }
    }

    private long delete(MemoryStore store, Filter filter) {
        if (all) {
            return store.drop(where.namespace());
        }
        return ids.isEmpty()
                ? store.deleteMatching(where.namespace(), filter)
                : store.deleteBatch(where.namespace(), ids);
    }

    private boolean agreed(long many) {
        if (!surroundings.terminal().input()) {
            throw new IllegalArgumentException("this would delete " + many + " memories of " + where.namespace()
                    + ", and there is no terminal to ask: add --yes");
        }
        surroundings.err().print("Delete " + many + " memories of " + where.namespace() + " for good? [y/N] ");
        surroundings.err().flush();
        try {
            String answer =
                    new BufferedReader(new InputStreamReader(surroundings.in(), StandardCharsets.UTF_8)).readLine();
            return answer != null && answer.strip().matches("(?i)y(es)?");
        } catch (IOException e) {
            throw new UncheckedIOException("standard input cannot be read: " + e.getMessage(), e);
        }
    }
}
