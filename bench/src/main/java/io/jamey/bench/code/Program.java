package io.jamey.bench.code;

import io.jamey.bench.data.SampleMemories;
import io.jamey.bench.data.SampleVectors;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// A class path that can be run: jars, or folders of classes while Jamey is built.
public record Program(List<Path> classPath) {
    /// Modules that decide how data lie in any store, as parts of the names of jars or folders.
    private static final List<String> STORING = List.of("core", "words");

    private static final int KEY_CHARS = 12;

    public Program {
        classPath = List.copyOf(classPath);
    }

    /// The program that runs now.
    public static Program running() {
        return new Program(Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(Files::exists)
                .map(Path::toAbsolutePath)
                .toList());
    }

    /// A short name for everything that decides how made-up memories lie in a store: the modules that store,
    /// the versions of libraries, and the memories themselves.
    public String dataKey() {
        return dataKey("embedded");
    }

    /// The same for the store of this module.
    public String dataKey(String module) {
        var storing = classPath.stream()
                .filter(entry ->
                        Stream.concat(STORING.stream(), Stream.of(module)).anyMatch(each -> isOf(each, entry)))
                .toList();
        var others = new StringBuilder();
        classPath.stream()
                .map(path -> path.getFileName().toString())
                .filter(name -> name.startsWith("sqlite") || name.startsWith("lucene"))
                .sorted()
                .forEach(others::append);
        var sample = new SampleMemories(SampleVectors.realistic(8, 1)).row(7);
        int made = Objects.hash(
                sample.content(),
                sample.metadata(),
                sample.embedding().orElseThrow().at(0),
                others.toString());
        return ContentHash.of(storing).substring(0, KEY_CHARS) + String.format("%08x", made);
    }

    private static boolean isOf(String module, Path entry) {
        return entry.getFileName().toString().startsWith("jamey-" + module)
                || entry.endsWith(Path.of(module, "target", "classes"));
    }

    /// As the option `-cp` of java takes it.
    public String asArgument() {
        return String.join(
                File.pathSeparator, classPath.stream().map(Path::toString).toList());
    }
}
