package io.jamey.embedded.vectors;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// Chooses the kernel: vector instructions if the JVM was started with the Vector API, else plain Java.
///
/// Of the latter there are two, which differ in the width of their table look-ups; which is faster is tried out.
///
/// Vector instructions are slower than anything until they are compiled, which takes many calls. While
/// [#warmUp] makes these calls in the background, plain Java serves; the results are the same bit for bit.
final class Kernels {
    private static final boolean VECTORS =
            ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    private static final Kernel UNTRIED = VECTORS ? new VectorKernel(false) : new ScalarKernel();

    private static final AtomicBoolean WARM_UP_BEGUN = new AtomicBoolean();
    private static final CountDownLatch WARM_UP_ENDED = new CountDownLatch(1);

    /// How often each loop is called to have it compiled with every optimisation.
    private static final int WARM_UP_CALLS = 2_000;

    /// How many whole searches follow.
    private static final int WARM_UP_SEARCHES = 200;

    /// Large enough that loops are loops, small enough that calls not yet compiled take little.
    private static final int WARM_UP_DIMENSION = 256;

    /// How often is asked whether they are: the compiler may be busy with other things at first.
    private static final int TRIALS = 100;

    private static final int TRIAL_ROUNDS = 25;
    private static final long BETWEEN_TRIALS_MILLIS = 30;

    private static volatile Kernel current = UNTRIED;

    private Kernels() {}

    static Kernel current() {
        return current;
    }

    static void warmUp(Executor executor) {
        if (VECTORS && WARM_UP_BEGUN.compareAndSet(false, true)) {
            current = new ScalarKernel();
            try {
                executor.execute(Kernels::warmUp);
            } catch (RuntimeException refused) {
                current = UNTRIED;
                WARM_UP_BEGUN.set(false);
                throw refused;
            }
        }
    }

    private static void warmUp() {
        Kernel best = UNTRIED;
        try {
            compile(UNTRIED);
            current = UNTRIED;
            best = fastest();
            current = best;
            searchAll();
        } finally {
            current = best;
            WARM_UP_ENDED.countDown();
        }
    }

    /// Waits for the end of a warm-up that has begun. Returns whether it came in time.
    static boolean awaitWarmUp(Duration max) throws InterruptedException {
        return !WARM_UP_BEGUN.get() || WARM_UP_ENDED.await(max.toNanos(), TimeUnit.NANOSECONDS);
    }

    /// The wide kernel where it is faster. That the processor has registers of 512 bits does not tell: without
    /// an instruction that shuffles all their bytes, the JVM makes do with objects, a hundred times slower.
    ///
    /// Two that are compiled make no objects, and only such two are timed: which of two is faster that are not
    /// says nothing of the time after.
    private static Kernel fastest() {
        if (VectorKernel.registerBits() < 512
                || ModuleLayer.boot().findModule("jdk.management").isEmpty()) {
            return UNTRIED;
        }
        var trial = new Trial(new VectorKernel(true));
        for (int i = 0; i < TRIALS; i++) {
            if (trial.bothAreCompiled()) {
                return trial.wins() ? trial.wide() : UNTRIED;
            }
            try {
                Thread.sleep(BETWEEN_TRIALS_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return UNTRIED;
            }
        }
        return UNTRIED;
    }

    /// Looks up wide and narrow in turns.
    private record Trial(Kernel wide, Chunk chunk, QueryCode code, Scratch scratch) {
        Trial(Kernel wide) {
            Chunk chunk = new Chunk(WARM_UP_DIMENSION, Centre.origin(WARM_UP_DIMENSION), VectorCodes.CHUNK_SLOTS);
            float[] vector = new float[WARM_UP_DIMENSION];
            vector[0] = 1;
            Scratch scratch = new Scratch();
            scratch.begins[1] = VectorCodes.CHUNK_SLOTS / Chunk.BLOCK;
            this(wide, chunk, new QueryCode(vector, chunk.centre), scratch);
        }

        boolean bothAreCompiled() {
            return isCompiled(wide) && isCompiled(UNTRIED);
        }

        private boolean isCompiled(Kernel kernel) {
            var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < TRIAL_ROUNDS; i++) {
                kernel.dots(chunk, code, scratch, 0);
            }
            // Asking makes some objects itself; a block that is not compiled makes hundreds.
            return threads.getCurrentThreadAllocatedBytes() - before < TRIAL_ROUNDS * VectorCodes.CHUNK_SLOTS;
        }

        boolean wins() {
            int won = 0;
            for (int round = 0; round < TRIAL_ROUNDS; round++) {
                won += nanos(wide) < nanos(UNTRIED) ? 1 : 0;
            }
            return won > TRIAL_ROUNDS / 2;
        }

        private long nanos(Kernel kernel) {
            long begin = System.nanoTime();
            kernel.dots(chunk, code, scratch, 0);
            return System.nanoTime() - begin;
        }
    }

    private static void compile(Kernel kernel) {
        float[] vector = new float[WARM_UP_DIMENSION];
        double[] query = new double[WARM_UP_DIMENSION];
        vector[0] = 1;
        query[0] = 1;
        Chunk chunk = new Chunk(WARM_UP_DIMENSION, Centre.origin(WARM_UP_DIMENSION), Chunk.BLOCK);
        QueryCode code = new QueryCode(vector, chunk.centre);
        Scratch scratch = new Scratch();
        scratch.begins[1] = 1;
        long[] bits = new long[WARM_UP_DIMENSION / Long.SIZE];
        long[] planes = new long[4 * bits.length];
        float[] moments = new float[24];
        for (int i = 0; i < WARM_UP_CALLS; i++) {
            kernel.dots(chunk, code, scratch, 0);
            kernel.estimate(chunk, code, scratch, 0, 0);
            kernel.missing(bits, 0, bits.length, planes);
            kernel.cosine(query, 1, vector);
            kernel.code(vector, chunk.centre.point, bits, moments);
            kernel.butterflies(vector, 0, WARM_UP_DIMENSION, WARM_UP_DIMENSION / 2);
            kernel.quartets(vector, 0, WARM_UP_DIMENSION, WARM_UP_DIMENSION / 2);
            kernel.sixtyFours(vector, 0, WARM_UP_DIMENSION);
            kernel.octets(vector, 0, WARM_UP_DIMENSION);
            vector[i % WARM_UP_DIMENSION] = 1;
        }
    }

    /// Takes the rest of a search along: what is done for each query rather than for each vector.
    private static void searchAll() {
        VectorCodes codes = new VectorCodes(WARM_UP_DIMENSION);
        float[] vector = new float[WARM_UP_DIMENSION];
        for (int slot = 0; slot < WARM_UP_DIMENSION; slot++) {
            vector[slot] = 1;
            codes.put(slot, vector);
        }
        long[] all = new long[WARM_UP_DIMENSION / Long.SIZE];
        Arrays.fill(all, -1L);
        VectorSearch ten = new VectorSearch(10, false, Integer::compare, (slots, count, cosines) -> {
            for (int i = 0; i < count; i++) {
                cosines[i] = slots[i];
            }
        });
        for (int i = 0; i < WARM_UP_SEARCHES; i++) {
            codes.search(vector, all, ten);
        }
    }
}
