package io.jamey.lab.micro;

import io.jamey.bench.data.SampleMemories;
import io.jamey.bench.data.SampleVectors;
import io.jamey.embedded.vectors.Cosine;
import io.jamey.embedded.vectors.VectorCodes;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// What is done once for each vector: coding it, comparing it exactly; and making one up, for measuring.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class CodecBenchmark {
    private static final int DIMENSION = 1536;
    private static final int ROWS = 1024;

    private final SampleVectors source = SampleVectors.realistic(DIMENSION, 42);
    private final SampleMemories memories = new SampleMemories(source);
    private final VectorCodes codes = new VectorCodes(DIMENSION);
    private final float[][] vectors = new float[ROWS][];
    private final float[] target = new float[DIMENSION];
    private Cosine cosine = new Cosine(new float[] {1});
    private int next;

    @Setup
    public void fill() {
        for (int row = 0; row < ROWS; row++) {
            vectors[row] = source.vector(row);
            codes.put(row, vectors[row]);
        }
        cosine = new Cosine(source.question(0, ROWS));
    }

    private int next() {
        next = (next + 1) % ROWS;
        return next;
    }

    @Benchmark
    public VectorCodes code() {
        int row = next();
        codes.put(row, vectors[row]);
        return codes;
    }

    @Benchmark
    public double compare_exactly() {
        return cosine.to(vectors[next()]);
    }

    @Benchmark
    public float[] make_up_a_vector() {
        source.fill(next(), target);
        return target;
    }

    @Benchmark
    public Object make_up_the_rest_of_a_memory() {
        return memories.withoutEmbedding(next()).build();
    }
}
