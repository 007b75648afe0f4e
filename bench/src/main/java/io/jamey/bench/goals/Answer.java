package io.jamey.bench.goals;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/// Figures by name, as they come from another JVM.
record Answer(Map<String, Double> figures) {
    Answer {
        figures = Map.copyOf(figures);
    }

    /// @throws IllegalStateException when there is none of this name
    double get(String name) {
        Double figure = figures.get(name);
        if (figure == null) {
            throw new IllegalStateException("the other JVM did not tell '" + name + "'");
        }
        return figure;
    }

    void write(Path file) {
        var properties = new Properties();
        figures.forEach((name, figure) -> properties.setProperty(name, figure.toString()));
        try (Writer out = Files.newBufferedWriter(file)) {
            properties.store(out, null);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written", e);
        }
    }

    static Answer read(Path file) {
        var properties = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
        var figures = new TreeMap<String, Double>();
        properties
                .stringPropertyNames()
                .forEach(name -> figures.put(name, Double.valueOf(properties.getProperty(name))));
        return new Answer(figures);
    }
}
