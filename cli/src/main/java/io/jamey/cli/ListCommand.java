package io.jamey.cli;

import io.jamey.Cursor;
import io.jamey.Memory;
import io.jamey.Namespace;
import io.jamey.Page;
import io.jamey.PageRequest;
import io.jamey.embeddings.EmbedderSettings;
import io.jamey.json.Json;
import io.jamey.json.MemoryJson;
import io.jamey.json.VectorForm;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `jamey list`: shows a page of memories.
@Command(description = "Show a page of memories, the newest first", sortOptions = false)
final class ListCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private final StoreOptions where;

    @Mixin
    private final FilterOptions which = new FilterOptions();

    @Option(names = "--limit", paramLabel = "N", description = "Memories on the page. Default: ${DEFAULT-VALUE}")
    private int limit = 20;

    @Option(names = "--offset", paramLabel = "N", description = "How many to skip")
    private long offset;

    @Option(names = "--cursor", paramLabel = "CURSOR", description = "Go on where the page before ended")
    private @Nullable String cursor;

    @Option(names = "--oldest-first", description = "In the other order")
    private boolean oldestFirst;

    @Option(names = "--json", description = "Print one JSON document: items, total, next_cursor")
    private boolean json;

    ListCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
        where = new StoreOptions(surroundings);
    }

    @Override
    public Integer call() {
        PageRequest request = PageRequest.of(limit)
                .where(which.filter())
                .ordered(oldestFirst ? PageRequest.Order.OLDEST_FIRST : PageRequest.Order.NEWEST_FIRST)
                .atOffset(offset);
        if (cursor != null) {
            if (offset > 0) {
                throw new IllegalArgumentException("a page starts at --offset or at --cursor, not both");
            }
            request = request.after(new Cursor(cursor));
        }
        Namespace namespace = where.namespace();
        try (var stack = StoreStack.existing(where.store(), new EmbedderSettings.None())) {
            Page page = stack.store().listPaginated(namespace, request);
            if (json) {
                surroundings.out().println(Json.write(MemoryJson.fields(page, request, VectorForm.LEFT_OUT)));
            } else {
                print(page);
            }
        }
        return ExitCode.OK;
    }

    private void print(Page page) {
        var table = new Table()
                .column("id")
                .column("created (UTC)")
                .spared("type")
                .spared("session")
                .flexible("memory");
        for (Memory memory : page.items()) {
            table.row(
                    memory.id().toString(),
                    MemoryView.time(memory.createdAt()),
                    memory.type().name(),
                    memory.session().orElse(""),
                    memory.content());
        }
        if (!page.items().isEmpty()) {
            table.print(surroundings);
        }
        String more =
                page.next().map(next -> "; go on with --cursor " + next.token()).orElse("");
        surroundings
                .out()
                .println(surroundings
                        .style()
                        .dim(page.items().size() + " of " + page.total() + " in "
                                + DisplayText.clean(where.namespace().value()) + more));
    }
}
