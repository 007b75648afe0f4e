package io.jamey.bench.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// The commit that a program was built from, as far as git knows the folder it lies in.
public final class Commit {
    private Commit() {}

    /// With `+` behind it where files under version control have been changed since.
    ///
    /// @param partOfProgram a jar or a folder of classes
    public static Optional<String> of(Path partOfProgram) {
        Path file = partOfProgram.toAbsolutePath();
        Path folder = Files.isDirectory(file) ? file : Objects.requireNonNullElse(file.getParent(), file);
        Optional<String> commit = git(folder, "rev-parse", "HEAD").filter(text -> !text.isEmpty());
        boolean changed = commit.isPresent()
                && git(folder, "status", "--porcelain", "--untracked-files=no")
                        .filter(text -> !text.isEmpty())
                        .isPresent();
        return changed ? commit.map(known -> known + "+") : commit;
    }

    /// What git prints; empty where there is no git or it knows nothing here.
    private static Optional<String> git(Path folder, String... words) {
        try {
            Process git = new ProcessBuilder(Stream.concat(Stream.of("git", "-C", folder.toString()), Stream.of(words))
                            .toList())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            git.getOutputStream().close();
            String text = new String(git.getInputStream().readAllBytes(), UTF_8).strip();
            return git.waitFor() == 0 ? Optional.of(text) : Optional.empty();
        } catch (IOException _) { // no git on this machine
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking git for the commit", e);
        }
    }
}
