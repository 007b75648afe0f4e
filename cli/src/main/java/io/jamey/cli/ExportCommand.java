package io.jamey.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jamey.Filter;
import io.jamey.Memory;
import io.jamey.MemoryStore;
import io.jamey.Namespace;
import io.jamey.embeddings.EmbedderSettings;
import io.jamey.json.Json;
import io.jamey.json.MemoryJson;
import io.jamey.json.VectorForm;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `jamey export`: writes memories with their embeddings, one JSON object per line, the oldest first.
@Command(
        description = {"Write memories with their embeddings as NDJSON, the oldest first; 'jamey import' reads it."},
        sortOptions = false)
final class ExportCommand implements Callable<Integer> {
    /// Memories between looks at whether anybody still reads.
    private static final int CHECK_EVERY = 100;

    private final Surroundings surroundings;

    @Mixin
    private final StoreOptions where;

    @Mixin
    private final FilterOptions which = new FilterOptions();

    @Parameters(paramLabel = "FILE", arity = "0..1", description = "The file; '-', the default, is standard output")
    private String file = "-";

    @Option(names = "--all-namespaces", description = "Not only the one namespace")
    private boolean allNamespaces;

    @Option(names = "--no-vectors", description = "Leave the embeddings out")
    private boolean noVectors;

    @Option(names = "--force", description = "Replace the file if it is there")
    private boolean force;

    ExportCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
        where = new StoreOptions(surroundings);
    }

    @Override
    public Integer call() {
        Filter filter = which.filter();
        try (var stack = StoreStack.existing(where.store(), new EmbedderSettings.None())) {
            MemoryStore store = stack.store();
            List<Namespace> namespaces = allNamespaces ? store.namespaces() : List.of(where.namespace());
            if (file.equals("-")) {
                write(store, namespaces, filter, surroundings.out());
                return ExitCode.OK;
            }
            long written = writeFile(store, namespaces, filter);
            surroundings.out().println("exported " + written + " memories to " + file);
            return ExitCode.OK;
        }
    }

    /// Under another name first: a file that bears its name is whole.
    private long writeFile(MemoryStore store, List<Namespace> namespaces, Filter filter) {
        Path path = Path.of(file).toAbsolutePath();
        if (Files.exists(path) && !force) {
            throw new IllegalArgumentException(file + " is there already: name another file, or add --force");
        }
        Path part = path.resolveSibling(path.getFileName() + ".part");
        try {
            long written;
            try (var out = new PrintStream(Files.newOutputStream(part), false, UTF_8)) {
                written = write(store, namespaces, filter, out);
            }
            Files.move(part, path, StandardCopyOption.REPLACE_EXISTING);
            return written;
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written: " + e.getMessage(), e);
        } finally {
            delete(part);
        }
    }

    private static void delete(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            throw new UncheckedIOException(part + " cannot be deleted: " + e.getMessage(), e);
        }
    }

    private long write(MemoryStore store, List<Namespace> namespaces, Filter filter, PrintStream out) {
        VectorForm form = noVectors ? VectorForm.LEFT_OUT : VectorForm.BASE64;
        long total = namespaces.stream()
                .mapToLong(namespace -> store.count(namespace, filter))
                .sum();
        long written = 0;
        try (var progress = Progress.of(surroundings, "Exporting", total)) {
            for (Namespace namespace : namespaces) {
                try (Stream<Memory> memories = store.iterate(namespace, filter)) {
                    for (var next = memories.iterator(); next.hasNext(); written++) {
                        out.print(Json.write(MemoryJson.fields(next.next(), form)) + '\n');
                        progress.advance(1);
                        if (written % CHECK_EVERY == 0 && out.checkError()) {
                            throw gone(written);
                        }
                    }
                }
            }
        }
        out.flush();
        if (out.checkError()) {
            throw gone(written);
        }
        return written;
    }

    private static UncheckedIOException gone(long written) {
        return new UncheckedIOException(
                "the export stopped after " + written + " memories: its reader is gone, or the disk is full",
                new IOException("write failed"));
    }
}
