package io.jamey.cli;

import io.jamey.Namespace;
import io.jamey.cli.conversations.Conversation;
import io.jamey.cli.conversations.ConversationFile;
import io.jamey.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `jamey import`: stores the memories of a file. The file is read through before anything is stored, so a
/// mistake in it changes nothing; a second import of the same file changes nothing either.
@Command(
        description = {
            "Store the memories of a file: NDJSON as 'jamey export' writes it, or conversations in LoCoMo's form.",
            "The whole file is checked first: a mistake in it changes nothing. Importing it again stores nothing twice."
        },
        sortOptions = false)
final class ImportCommand implements Callable<Integer> {
    /// How a file of conversations begins, after spaces.
    private static final int LIST_BEGINS = '[';

    private enum Format {
        ndjson,
        locomo
    }

    private final Surroundings surroundings;

    @Mixin
    private final StoreOptions where;

    @Mixin
    private final EmbedderOptions embedding;

    @Parameters(paramLabel = "FILE", description = "The file; '-' is standard input")
    private String file = "";

    @Option(
            names = "--format",
            paramLabel = "ndjson|locomo",
            description = "Default: locomo for a JSON list, else ndjson")
    private @Nullable Format format;

    @Option(names = "--json", description = "Print what was stored as JSON")
    private boolean json;

    ImportCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
        where = new StoreOptions(surroundings);
        embedding = new EmbedderOptions(surroundings);
    }

    @Override
    public Integer call() {
        if (!file.equals("-")) {
            return load(file, InputFile.readable(file));
        }
        try {
            Path spooled = Files.createTempFile(surroundings.temporary(), "jamey-import-", ".tmp");
            try (InputStream in = surroundings.in()) {
                Files.copy(in, spooled, StandardCopyOption.REPLACE_EXISTING);
                return load("standard input", spooled);
            } finally {
                Files.deleteIfExists(spooled);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("standard input cannot be kept: " + e.getMessage(), e);
        }
    }

    private int load(String name, Path path) {
        Format chosen = format == null ? detect(path) : format;
        return switch (chosen) {
            case locomo -> loadConversations(ConversationFile.read(name, InputFile.bytes(path)));
            case ndjson -> loadLines(new ImportFile(name, path, where.namespace()));
        };
    }

    private int loadConversations(List<Conversation> conversations) {
        long total = conversations.stream()
                .mapToLong(conversation -> conversation.turns().size())
                .sum();
        return load(
                total,
                OptionalInt.empty(),
                loader -> conversations.forEach(conversation ->
                        conversation.memories().forEach(memory -> loader.add(conversation.namespace(), memory))));
    }

    private int loadLines(ImportFile lines) {
        ImportFile.Checked checked = lines.check();
        return load(checked.memories(), checked.dimension(), loader -> lines.each(checked, loader::add));
    }

    private int load(long total, OptionalInt dimension, Consumer<Loader> source) {
        try (var stack = StoreStack.create(where.store(), embedding.settings())) {
            OptionalInt stored = stack.bottom().status().dimension();
            if (dimension.isPresent() && stored.isPresent() && dimension.getAsInt() != stored.getAsInt()) {
                throw new IllegalArgumentException("the file's embeddings have " + dimension.getAsInt()
                        + " components and those of the store " + stored.getAsInt() + ": nothing was imported");
            }
            Loader loader;
            try (var progress = Progress.of(surroundings, "Importing", total)) {
                loader = new Loader(stack, progress);
                source.accept(loader);
                loader.flush();
            }
            print(loader);
        }
        return ExitCode.OK;
    }

    private void print(Loader loader) {
        Map<Namespace, Long> gained = loader.gained();
        long fresh = gained.values().stream().mapToLong(Long::longValue).sum();
        if (json) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("read", loader.loaded());
            fields.put("new", fresh);
            Map<String, Object> namespaces = new LinkedHashMap<>();
            gained.forEach((namespace, count) -> namespaces.put(namespace.value(), count));
            fields.put("namespaces", namespaces);
            surroundings.out().println(Json.write(fields));
            return;
        }
        surroundings.out().println("imported " + loader.loaded() + " memories, " + fresh + " of them new");
        gained.forEach((namespace, count) ->
                surroundings.out().println("  " + DisplayText.clean(namespace.value()) + "  +" + count));
    }

    private static Format detect(Path path) {
        try (InputStream in = Files.newInputStream(path)) {
            for (int i = 0; i < 4096; i++) {
                int b = in.read();
                if (b < 0 || b > ' ') {
                    return b == LIST_BEGINS ? Format.locomo : Format.ndjson;
                }
            }
            return Format.ndjson;
        } catch (IOException e) {
            throw new UncheckedIOException(path + " cannot be read: " + e.getMessage(), e);
        }
    }
}
