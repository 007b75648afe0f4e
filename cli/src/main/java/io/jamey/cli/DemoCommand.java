package io.jamey.cli;

import io.jamey.Match;
import io.jamey.Namespace;
import io.jamey.SearchRequest;
import io.jamey.cli.conversations.Conversation;
import io.jamey.cli.conversations.ConversationFile;
import io.jamey.server.settings.StoreSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `jamey demo`: two users with almost the same name, the same questions to both, and why each answer was found.
@Command(description = "See it work: two users, months of conversation, six questions", sortOptions = false)
final class DemoCommand implements Callable<Integer> {
    private static final String CONVERSATIONS = "demo-conversations.json";
    private static final List<String> QUESTIONS = List.of(
            "Would a slice of walnut bread be a good thing to offer Maya?",
            "What is the matter with Otto's health?",
            "Which country did Maya choose in the end, after dropping her first holiday plan?");
    private static final int MATCHES = 3;

    private final Surroundings surroundings;
    private final Style style;

    @Mixin
    private final EmbedderOptions embedding;

    DemoCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.style = surroundings.style();
        embedding = new EmbedderOptions(surroundings);
    }

    @Override
    public Integer call() {
        long begin = System.nanoTime();
        List<Conversation> conversations = conversations();
        Path path = folder().resolve("memory.db");
        try (var stack = StoreStack.create(StoreSettings.file(path), embedding.settings())) {
            introduce(conversations, path);
            load(stack, conversations);
            var millis = new ArrayList<Double>();
            for (String question : QUESTIONS) {
                surroundings.out().println();
                surroundings.out().println(style.bold(question));
                for (Conversation conversation : conversations) {
                    millis.add(ask(stack, conversation.namespace(), question));
                }
            }
            millis.sort(null);
            surroundings.out().println();
            surroundings
                    .out()
                    .println(String.format(
                            Locale.ROOT,
                            "%d questions, half of them answered within %.0f ms each; %.1f s in all.",
                            millis.size(),
                            millis.get(millis.size() / 2),
                            (System.nanoTime() - begin) / 1e9));
        }
        suggest(conversations.getFirst().namespace(), path);
        return ExitCode.OK;
    }

    private void introduce(List<Conversation> conversations, Path path) {
        surroundings.out().println(style.bold("Jamey remembers two people who are easily confused."));
        for (Conversation conversation : conversations) {
            surroundings
                    .out()
                    .println("  " + style.strong(conversation.namespace().value()) + "  "
                            + conversation.turns().size() + " turns, "
                            + MemoryView.time(conversation.turns().getFirst().at())
                                    .substring(0, 10)
                            + " to "
                            + MemoryView.time(conversation.turns().getLast().at())
                                    .substring(0, 10));
        }
        surroundings.out().println(style.dim("Store: " + path));
        surroundings.out().flush();
    }

    private void load(StoreStack stack, List<Conversation> conversations) {
        long turns = conversations.stream()
                .mapToLong(conversation -> conversation.turns().size())
                .sum();
        long begin = System.nanoTime();
        String task = stack.embedder().isPresent() ? "Embedding" : "Storing";
        try (var progress = Progress.of(surroundings, task, turns)) {
            var loader = new Loader(stack, progress);
            conversations.forEach(conversation ->
                    conversation.memories().forEach(memory -> loader.add(conversation.namespace(), memory)));
            loader.flush();
        }
        String by = stack.embedder()
                .map(model -> "embedded by " + model.model() + " and stored")
                .orElse("stored without embeddings");
        surroundings
                .out()
                .println(String.format(
                        Locale.ROOT, "%d memories %s in %.1f s.", turns, by, (System.nanoTime() - begin) / 1e9));
    }

    private double ask(StoreStack stack, Namespace namespace, String question) {
        var request = SearchRequest.of(question).limit(MATCHES).explain().build();
        long begin = System.nanoTime();
        var result = stack.store().search(namespace, request);
        double millis = (System.nanoTime() - begin) / 1e6;
        String inStore = result.plan()
                .map(plan -> String.format(
                        Locale.ROOT,
                        ", of which %.1f ms in the store",
                        plan.took().toNanos() / 1e6))
                .orElse("");
        surroundings.out().println();
        surroundings
                .out()
                .println(style.strong(namespace.value())
                        + style.dim(String.format(Locale.ROOT, "  %.1f ms%s", millis, inStore)));
        var view = new MemoryView(surroundings);
        int place = 1;
        for (Match match : result.matches()) {
            view.printBriefly(place++, match);
        }
        surroundings.out().flush();
        return millis;
    }

    private void suggest(Namespace namespace, Path path) {
        surroundings.out().println();
        surroundings.out().println(style.bold("Try next, on the same store:"));
        String command = quoted(surroundings.command());
        for (String line : List.of(
                "export JAMEY_STORE=" + quoted(path.toString()),
                "export JAMEY_NAMESPACE=" + quoted(namespace.value()),
                command + " search \"Who looks after Otto?\" --explain",
                command + " store \"Maya's new number is 0700-555\" --actor Maya",
                command + " list --limit 5",
                command + " stats",
                "rm -r " + quoted(String.valueOf(path.getParent())) + "; unset JAMEY_STORE JAMEY_NAMESPACE")) {
            surroundings.out().println("  " + line);
        }
    }

    private static String quoted(String path) {
        return path.matches("[A-Za-z0-9/._+-]+") ? path : "'" + path.replace("'", "'\\''") + "'";
    }

    private Path folder() {
        try {
            return Files.createTempDirectory(surroundings.temporary(), "jamey-demo-");
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "no folder can be made in " + surroundings.temporary() + ": " + e.getMessage(), e);
        }
    }

    private static List<Conversation> conversations() {
        try (InputStream in = DemoCommand.class.getResourceAsStream(CONVERSATIONS)) {
            if (in == null) {
                throw new IllegalStateException(CONVERSATIONS + " is not in the jar");
            }
            return ConversationFile.read(CONVERSATIONS, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(CONVERSATIONS + " cannot be read: " + e.getMessage(), e);
        }
    }
}
