package io.jamey.bench.baseline;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jamey.bench.code.ContentHash;
import io.jamey.bench.code.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The baselines that are kept under a home: `baselines/NAME.json`, and their code in `code`.
public final class Baselines {
    /// What the name of a baseline's file ends in.
    public static final String SUFFIX = ".json";

    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,99}";
    private static final int SHORT_HASH = 12;

    private final Path folder;
    private final Path codeFolder;
    private final CodeStore code;

    public Baselines(Path home) {
        this(home, "baselines");
    }

    /// Others of the same kind, kept beside them.
    Baselines(Path home, String kind) {
        folder = home.resolve(kind);
        codeFolder = home.resolve("code").toAbsolutePath();
        code = new CodeStore(codeFolder);
    }

    /// A name for all of a program's code, short.
    public static String codeHash(Program program) {
        return ContentHash.of(program.classPath()).substring(0, SHORT_HASH);
    }

    /// Keeps a baseline under its name, with a copy of its code. An older one of the same name is gone.
    public Baseline save(Baseline baseline) {
        var kept = new Baseline(
                baseline.side(),
                baseline.made(),
                code.keep(baseline.program()),
                baseline.backend(),
                baseline.data(),
                baseline.machine(),
                baseline.figures());
        Path file = file(baseline.name());
        try {
            Files.createDirectories(folder);
            Path written = Files.createTempFile(folder, "writing-", "");
            Files.write(written, BaselineFile.write(kept, codeFolder).getBytes(UTF_8));
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("the baseline cannot be kept in " + folder + ": " + e.getMessage(), e);
        }
        return kept;
    }

    /// The baseline of this name, its code checked.
    public Optional<Baseline> find(String name) {
        Path file = file(name);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            Baseline baseline = BaselineFile.read(file, codeFolder);
            code.check(baseline.program());
            return Optional.of(baseline);
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalStateException("the baseline " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /// The figures of the baseline of this name. Its code is not looked at.
    public Optional<List<SavedFigures>> figures(String name) {
        Path file = file(name);
        return Files.exists(file) ? Optional.of(figures(file)) : Optional.empty();
    }

    /// The figures of the baseline in this file, wherever it is.
    ///
    /// @throws IllegalArgumentException for a file that cannot be read, or is no baseline
    public static List<SavedFigures> figures(Path file) {
        try {
            return BaselineFile.read(file, Path.of("")).figures();
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("there is no baseline at " + file, e);
        } catch (IOException | RuntimeException e) {
            throw new IllegalArgumentException("the baseline " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /// All names, in order.
    public List<String> names() {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(SUFFIX))
                    .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " cannot be read: " + e.getMessage(), e);
        }
    }

    private Path file(String name) {
        if (!name.matches(NAME)) {
            throw new IllegalArgumentException(
                    "a baseline's name has letters, digits, '.', '_' and '-', not '" + name + "'");
        }
        return folder.resolve(name + SUFFIX);
    }
}
