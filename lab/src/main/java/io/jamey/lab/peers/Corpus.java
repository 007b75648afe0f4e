package io.jamey.lab.peers;

import io.jamey.NewMemory;
import io.jamey.bench.data.SampleMemories;
import io.jamey.bench.data.SampleMemories.Share;
import io.jamey.bench.data.SampleVectors;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The rows and questions all peers get, with the right answers, made before anything is measured.
final class Corpus {
    static final int TOP = 10;

    private final int rows;
    private final SampleMemories memories;
    private final List<NewMemory> records;
    private final Map<UUID, Integer> rowsById;
    private final float[][] vectors;
    private final float[][] questions;

    /// @param rows to be searched
    /// @param more rows to be written later
    Corpus(int rows, int more, int questionCount, SampleVectors source) {
        this.rows = rows;
        memories = new SampleMemories(source);
        vectors = IntStream.range(0, rows + more)
                .parallel()
                .mapToObj(source::vector)
                .toArray(float[][]::new);
        records = IntStream.range(0, rows + more)
                .mapToObj(row -> memories.withoutEmbedding(row).build())
                .toList();
        rowsById =
                IntStream.range(0, rows + more).boxed().collect(Collectors.toMap(row -> memories.id(row), row -> row));
        questions = IntStream.range(0, questionCount)
                .mapToObj(number -> source.question(number, rows))
                .toArray(float[][]::new);
    }

    int rows() {
        return rows;
    }

    int dimension() {
        return vectors[0].length;
    }

    int questions() {
        return questions.length;
    }

    float[] question(int number) {
        return questions[number];
    }

    /// A copy of a row's vector, to be kept by who wants to.
    float[] vector(int row) {
        return vectors[row].clone();
    }

    /// A row without its vector.
    NewMemory record(int row) {
        return records.get(row);
    }

    UUID id(int row) {
        return memories.id(row);
    }

    int row(UUID id) {
        return rowsById.getOrDefault(id, -1);
    }

    /// The true answer to a question: at most ten rows.
    int[] truth(int question, @Nullable Share only) {
        double[] cosines = new double[rows];
        Arrays.parallelSetAll(
                cosines,
                row -> only == null || only.has(row)
                        ? dot(questions[question], vectors[row])
                        : Double.NEGATIVE_INFINITY);
        return IntStream.range(0, rows)
                .filter(row -> cosines[row] != Double.NEGATIVE_INFINITY)
                .boxed()
                .sorted((a, b) -> Double.compare(cosines[b], cosines[a]))
                .limit(TOP)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /// All vectors have length 1, so that this is the cosine.
    private static double dot(float[] a, float[] b) {
        double even = 0;
        double odd = 0;
        for (int i = 0; i + 1 < a.length; i += 2) {
            even += (double) a[i] * b[i];
            odd += (double) a[i + 1] * b[i + 1];
        }
        return even + odd + (a.length % 2 == 0 ? 0 : (double) a[a.length - 1] * b[a.length - 1]);
    }

    /// The share of the right rows among those found.
    static double recall(int[] truth, int[] found) {
        return truth.length == 0
                ? 1
                : (double) Arrays.stream(truth)
                                .filter(right -> Arrays.stream(found).anyMatch(row -> row == right))
                                .count()
                        / truth.length;
    }
}
