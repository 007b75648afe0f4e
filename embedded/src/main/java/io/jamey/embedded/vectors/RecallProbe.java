package io.jamey.embedded.vectors;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// Finds out which share of the ten closest a namespace's searches really find, on its own vectors, and has
/// them score more slots exactly where it is too low.
///
/// Each question is a stored vector, mixed with a second one so that it is not itself the answer. It is
/// searched for as usual and exactly. Where there are more vectors than [#EXACT_MAX], only so many, chosen at
/// random, take part in both: fewer look-alikes compete, so that the recall found is a little too high.
///
/// Not for a time when answers are awaited: a question reads up to [#EXACT_MAX] vectors. For one thread.
public final class RecallProbe {
    /// What searches are to find at least: the promise.
    public static final double PROMISE = 0.99;

    /// The most vectors a question is compared with.
    public static final int EXACT_MAX = 50_000;

    /// How many hits a question asks for.
    public static final int HITS = 10;

    /// The most that a probe makes of [VectorCodes#effort].
    public static final int EFFORT_MAX = 16;

    /// The share of the second vector in a question.
    private static final float MIXED = 0.5f;

    private final SplittableRandom random;

    public RecallProbe(SplittableRandom random) {
        this.random = random;
    }

    /// Asks some questions and adapts the effort: doubled if the promise is broken, halved if it is kept
    /// without any miss at all. *Read lock.*
    ///
    /// @param accept as for [VectorCodes#search]
    /// @param source reads the vectors that the codes were made of
    /// @param questions 1 or more
    /// @return what was found before adapting; empty if there are too few vectors for codes to be used at all
    public Optional<Probe> run(VectorCodes codes, long[] accept, VectorSource source, int questions) {
        if (questions < 1) {
            throw new IllegalArgumentException("questions must be 1 or more, not " + questions);
        }
        int[] slots = codes.slots(accept);
        BitSet chosen = new BitSet();
        if (slots.length <= EXACT_MAX) {
            Arrays.stream(slots).forEach(chosen::set);
        } else {
            random.ints(EXACT_MAX, 0, slots.length).forEach(i -> chosen.set(slots[i]));
        }
        int wanted = 0;
        int found = 0;
        int asked = 0;
        for (int i = 0; i < questions; i++) {
            Optional<float[]> question = slots.length == 0 ? Optional.empty() : question(codes, slots, source);
            if (question.isPresent()) {
                Hits usual = search(codes, question.get(), chosen, source, false);
                if (usual.scanned() == 0) {
                    return Optional.empty();
                }
                Hits exact = search(codes, question.get(), chosen, source, true);
                wanted += exact.size();
                found += common(usual, exact);
                asked++;
            }
        }
        if (wanted == 0) {
            return Optional.empty();
        }
        Probe probe = new Probe((double) found / wanted, asked, codes.effort());
        adapt(codes, probe.recall());
        return Optional.of(probe);
    }

    /// What a probe found.
    ///
    /// @param recall the share of the closest that searches found, from 0 to 1
    /// @param sampled how many questions were asked
    /// @param effort the effort with which they were searched for
    public record Probe(double recall, int sampled, int effort) {}

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
        if (!source.read(slots[random.nextInt(slots.length)], question)
                || !source.read(slots[random.nextInt(slots.length)], second)) {
            return Optional.empty();
        }
        double share = MIXED * Cosine.norm(question) / Cosine.norm(second);
        for (int i = 0; i < question.length; i++) {
            question[i] += (float) (share * second[i]);
        }
        double norm = Cosine.norm(question);
        return norm > 0 && norm < Double.POSITIVE_INFINITY ? Optional.of(question) : Optional.empty();
    }

    private static Hits search(VectorCodes codes, float[] question, BitSet chosen, VectorSource source, boolean exact) {
        Cosine cosine = new Cosine(question);
        float[] vector = new float[question.length];
        ExactScorer scorer = (slots, count, cosines) -> {
            for (int i = 0; i < count; i++) {
                cosines[i] = source.read(slots[i], vector) ? cosine.to(vector) : Double.NaN;
            }
        };
        return codes.search(question, chosen.toLongArray(), new VectorSearch(HITS, exact, Integer::compare, scorer));
    }

    private static int common(Hits usual, Hits exact) {
        int[] expected =
                IntStream.range(0, exact.size()).map(exact::slot).sorted().toArray();
        return (int) IntStream.range(0, usual.size())
                .filter(rank -> Arrays.binarySearch(expected, usual.slot(rank)) >= 0)
                .count();
    }
}
