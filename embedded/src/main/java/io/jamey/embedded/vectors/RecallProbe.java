package io.jamey.embedded.vectors;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/// Finds out which share of the ten closest a namespace's searches really find, on its own vectors, and has
/// them score more slots exactly where it is too low.
///
/// Each question is a stored vector, mixed with a second one so that it is not itself the answer. It is
/// searched for as usual and exactly. Where there are more vectors than [#EXACT_MAX], only so many, chosen at
/// random, take part in both: fewer look-alikes compete, so that the recall found is a little too high.
///
/// A question reads up to [#EXACT_MAX] vectors, a few at a time, so that writes wait for a few only. For one
/// thread.
public final class RecallProbe {
    /// What searches are to find at least: the promise.
    public static final double PROMISE = 0.99;

    /// The most vectors a question is compared with.
    public static final int EXACT_MAX = 20_000;

    /// How many hits a question asks for.
    public static final int HITS = 10;

    /// The most that a probe makes of [VectorCodes#effort].
    public static final int EFFORT_MAX = 16;

    /// How many vectors are read while the index is held still.
    private static final int SLICE = 32;

    /// The share of the second vector in a question.
    private static final float MIXED = 0.5f;

    private final SplittableRandom random;
    private final Hold hold;

    /// @param hold how to take the read lock
    public RecallProbe(SplittableRandom random, Hold hold) {
        this.random = random;
        this.hold = hold;
    }

    /// Holds an index still.
    public interface Hold {
        /// Reads under the index's read lock.
        <T> T read(Supplier<T> reading);
    }

    /// Asks some questions and adapts the effort: doubled if the promise is broken, halved if it is kept
    /// without any miss at all. Vectors that come or go meanwhile may be counted as missed or not.
    ///
    /// @param accept as for [VectorCodes#search]
    /// @param source reads the vectors that the codes were made of
    /// @param questions 1 or more
    /// @param stopped whether to give up, looked at often
    /// @return what was found before adapting; empty if it gave up, or if there are too few vectors for codes
    ///     to be used at all
    public Optional<Probe> run(
            VectorCodes codes, long[] accept, VectorSource source, int questions, BooleanSupplier stopped) {
        if (questions < 1) {
            throw new IllegalArgumentException("questions must be 1 or more, not " + questions);
        }
        int[] slots = chosen(hold.read(() -> codes.slots(accept)));
        int wanted = 0;
        int found = 0;
        int asked = 0;
        for (int i = 0; i < questions && slots.length > 0; i++) {
            Optional<float[]> question = hold.read(() -> question(codes, slots, source));
            if (question.isPresent()) {
                Hits usual = hold.read(() -> search(codes, question.get(), slots, source));
                if (usual.scanned() == 0) {
                    return Optional.empty();
                }
                int[] closest = closest(question.get(), slots, source, stopped);
                wanted += closest.length;
                found += common(usual, closest);
                asked++;
            }
        }
        if (wanted == 0 || stopped.getAsBoolean()) {
            return Optional.empty();
        }
        double recall = (double) found / wanted;
        int before = codes.effort();
        adapt(codes, recall);
        return Optional.of(new Probe(recall, asked, before, codes.effort()));
    }

    /// All slots, or as many as are read at most, in ascending order.
    private int[] chosen(int[] slots) {
        return slots.length <= EXACT_MAX
                ? slots
                : random.ints(EXACT_MAX, 0, slots.length)
                        .map(i -> slots[i])
                        .distinct()
                        .sorted()
                        .toArray();
    }

    /// What a probe found.
    ///
    /// @param recall the share of the closest that searches found, from 0 to 1
    /// @param sampled how many questions were asked
    /// @param effort the effort with which they were searched for
    /// @param nextEffort the effort from now on
    public record Probe(double recall, int sampled, int effort, int nextEffort) {
        /// Whether searches are to try harder from now on.
        public boolean raises() {
            return nextEffort > effort;
        }
    }

    private static void adapt(VectorCodes codes, double recall) {
        if (recall < PROMISE) {
            codes.effort(Math.min(EFFORT_MAX, 2 * codes.effort()));
        } else if (recall == 1) {
            codes.effort(Math.max(1, codes.effort() / 2));
        }
    }

    private Optional<float[]> question(VectorCodes codes, int[] slots, VectorSource source) {
        float[] question = new float[codes.dimension()];
        float[] second = new float[codes.dimension()];
        if (!read(source, slots[random.nextInt(slots.length)], question)
                || !read(source, slots[random.nextInt(slots.length)], second)) {
            return Optional.empty();
        }
        double share = MIXED * Cosine.norm(question) / Cosine.norm(second);
        for (int i = 0; i < question.length; i++) {
            question[i] += (float) (share * second[i]);
        }
        double norm = Cosine.norm(question);
        return norm > 0 && norm < Double.POSITIVE_INFINITY ? Optional.of(question) : Optional.empty();
    }

    private static boolean read(VectorSource source, int slot, float[] target) {
        boolean[] found = {false};
        source.read(new int[] {slot}, (_, vector) -> {
            System.arraycopy(vector, 0, target, 0, target.length);
            found[0] = true;
        });
        return found[0];
    }

    private static Hits search(VectorCodes codes, float[] question, int[] slots, VectorSource source) {
        BitSet accept = new BitSet();
        Arrays.stream(slots).forEach(accept::set);
        ExactScorer scorer = scorer(question, source);
        return codes.search(question, accept.toLongArray(), new VectorSearch(HITS, false, Integer::compare, scorer));
    }

    private static ExactScorer scorer(float[] question, VectorSource source) {
        Cosine cosine = new Cosine(question);
        return (slots, count, cosines) -> {
            Arrays.fill(cosines, 0, count, Double.NaN);
            source.read(Arrays.copyOf(slots, count), (place, vector) -> cosines[place] = cosine.to(vector));
        };
    }

    /// The closest slots by comparing all, in ascending order.
    private int[] closest(float[] question, int[] slots, VectorSource source, BooleanSupplier stopped) {
        ExactScorer scorer = scorer(question, source);
        BestSlots best = new BestSlots(HITS, Integer::compare);
        double[] cosines = new double[SLICE];
        for (int from = 0; from < slots.length && !stopped.getAsBoolean(); from += SLICE) {
            int[] slice = Arrays.copyOfRange(slots, from, Math.min(slots.length, from + SLICE));
            hold.read(() -> {
                scorer.score(slice, slice.length, cosines);
                return slice;
            });
            for (int i = 0; i < slice.length; i++) {
                best.offer(slice[i], cosines[i]);
            }
        }
        int[] closest = new int[best.size()];
        best.drain(closest, new double[closest.length]);
        Arrays.sort(closest);
        return closest;
    }

    private static int common(Hits usual, int[] closest) {
        return (int) IntStream.range(0, usual.size())
                .filter(rank -> Arrays.binarySearch(closest, usual.slot(rank)) >= 0)
                .count();
    }
}
