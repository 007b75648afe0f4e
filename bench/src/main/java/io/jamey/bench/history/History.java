package io.jamey.bench.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Runs in a file, one a line (JSONL), in any order.
///
/// @param runs the oldest first
/// @param damaged lines that cannot be read, which are left out
public record History(List<Run> runs, List<Damage> damaged) {
    /// A line that cannot be read.
    ///
    /// @param line its number, from 1
    public record Damage(long line, String why) {}

    public History {
        runs = runs.stream().sorted(Comparator.comparing(Run::at)).toList();
        damaged = List.copyOf(damaged);
    }

    /// Adds a run to a file, which is made if it is not there, in one write. A line that was not finished stays a
    /// line of its own.
    public static void append(Path file, Run run) {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long size = channel.size();
            var last = ByteBuffer.allocate(1);
            boolean unfinished = size > 0 && channel.read(last, size - 1) == 1 && last.get(0) != '\n';
            String line = (unfinished ? "\n" : "") + RunLine.write(run) + "\n";
            ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(UTF_8));
            while (bytes.hasRemaining()) {
                size += channel.write(bytes, size);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the run cannot be added to " + file + ": " + e.getMessage(), e);
        }
    }

    public static History read(Path file) {
        List<String> lines;
        try {
            // Damage may have left what is no text.
            lines = new String(Files.readAllBytes(file), UTF_8).lines().toList();
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException(
                    "there is no history " + file + "; 'bench --history " + file + "' begins one", e);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read: " + e.getMessage(), e);
        }
        var runs = new ArrayList<Run>();
        var damaged = new ArrayList<Damage>();
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                try {
                    runs.add(RunLine.read(lines.get(i)));
                } catch (IllegalArgumentException e) {
                    damaged.add(new Damage(i + 1, String.valueOf(e.getMessage())));
                }
            }
        }
        return new History(runs, damaged);
    }

    /// The machines that runs were made on, in the order of their first.
    public List<String> machines() {
        return runs.stream().map(Run::machine).distinct().toList();
    }

    /// All series: of each operation, as defined and on the data and machine it ran on, each figure.
    public List<Series> series() {
        var readings = new LinkedHashMap<Series.Key, Map<Figure, List<Series.Reading>>>();
        for (Run run : runs) {
            for (Run.Result result : run.results()) {
                var key = new Series.Key(result.operation(), result.version(), run.data(), run.machine());
                var figures = readings.computeIfAbsent(key, _ -> new EnumMap<>(Figure.class));
                result.figures()
                        .forEach((figure, value) -> figures.computeIfAbsent(figure, _ -> new ArrayList<>())
                                .add(new Series.Reading(run.at(), run.commit(), value)));
            }
        }
        var all = new ArrayList<Series>();
        readings.forEach(
                (key, figures) -> figures.forEach((figure, values) -> all.add(new Series(key, figure, values))));
        return all;
    }
}
