package io.jamey.lab.micro;

import io.jamey.bench.data.SampleVectors;
import io.jamey.embedded.vectors.Cosine;
import io.jamey.embedded.vectors.ExactScorer;
import io.jamey.embedded.vectors.Hits;
import io.jamey.embedded.vectors.VectorCodes;
import io.jamey.embedded.vectors.VectorSearch;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// The scan of one-bit codes, and beside it a plain walk through as many bytes: what memory allows. Compare the two
/// counts of gigabytes a second.
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class ScanBenchmark {
    private static final int DIMENSION = 1536;
    private static final int QUESTIONS = 64;
    private static final int GIGA = 1_000_000_000;

    @Param({"10000", "100000"})
    @SuppressWarnings("NullAway.Init") // set by JMH
    public int rows;

    private VectorCodes codes = new VectorCodes(DIMENSION);
    private float[][] vectors = {};
    private float[][] questions = {};
    private long[] accept = {};
    private long[] bytes = {};
    private int next;

    /// What is read in a second.
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    @State(Scope.Thread)
    public static class Read {
        /// In gigabytes.
        public double gigabytes;
    }

    @Setup
    public void fill() {
        var source = SampleVectors.realistic(DIMENSION, 42);
        codes = new VectorCodes(DIMENSION);
        vectors = new float[rows][];
        for (int row = 0; row < rows; row++) {
            vectors[row] = source.vector(row);
            codes.put(row, vectors[row]);
        }
        questions = new float[QUESTIONS][];
        for (int i = 0; i < QUESTIONS; i++) {
            questions[i] = source.question(i, rows);
        }
        accept = new long[rows / Long.SIZE];
        Arrays.fill(accept, -1L);
        bytes = new long[(int) (codes.bytes() / Long.BYTES)];
        Arrays.fill(bytes, 1);
    }

    /// A search: estimates of all rows, and the best checked by vectors in memory, which is not counted as read.
    @Benchmark
    public Hits scan(Read read) {
        next = (next + 1) % QUESTIONS;
        var cosine = new Cosine(questions[next]);
        ExactScorer scorer = (slots, count, cosines) -> {
            for (int i = 0; i < count; i++) {
                cosines[i] = cosine.to(vectors[slots[i]]);
            }
        };
        read.gigabytes += (double) codes.bytes() / GIGA;
        return codes.search(questions[next], accept, new VectorSearch(10, false, Integer::compare, scorer));
    }

    @Benchmark
    public long walk(Read read) {
        long sum = 0;
        for (long word : bytes) {
            sum += word;
        }
        read.gigabytes += (double) bytes.length * Long.BYTES / GIGA;
        return sum;
    }
}
