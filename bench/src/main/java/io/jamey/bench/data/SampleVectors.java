package io.jamey.bench.data;

import io.jamey.bench.data.Streams.Use;
import java.util.Arrays;

/// Vectors of length 1 that lie as embeddings of an agent's memories do, or, as the hard case, alike in all
/// directions. Immutable; any number of threads. One vector of 1536 dimensions takes about ten thousand
/// operations, and there is no limit to their number.
///
/// A realistic vector is the sum of four parts: a mean common to all; its topic's; its thread's; its own. The last
/// three are normally distributed, with few strong directions and many weak ones: the i-th variance falls as 1 / (i +
/// 3). Every fiftieth vector or so lies very close to an earlier one. [VectorStatistics] of the sum are those of
/// real embeddings.
public final class SampleVectors {
    /// How long the parts of a realistic vector are.
    private static final float MEAN = 0.64f;

    private static final float TOPIC = 0.36f;
    private static final float THREAD = 0.36f;
    private static final float OWN = 0.57f;

    /// By how much a vector may be closer to its thread than others, or farther.
    private static final float LOYALTY = 0.3f;

    /// How far a repeated memory is from the first.
    private static final float REPEATED = 0.15f;

    /// A question shares some of what a memory has of its own, has something that all questions have, and
    /// something nobody else has.
    private static final float ASKED = 0.3f;

    private static final float QUESTION_STYLE = 0.2f;
    private static final float QUESTION_OWN = 0.7f;

    private final Streams streams;
    private final Kinship kinship;
    private final boolean isotropic;
    private final Mixing mixing;
    private final float[] scales;
    private final float[] mean;
    private final float[] questionMean;

    private SampleVectors(int dimension, long seed, boolean isotropic) {
        if (dimension < 2) {
            throw new IllegalArgumentException("dimension must be 2 or more, not " + dimension);
        }
        this.isotropic = isotropic;
        streams = new Streams(seed);
        kinship = new Kinship(streams, !isotropic);
        mixing = new Mixing(dimension, streams);
        scales = isotropic ? flat(dimension) : falling(dimension);
        mean = new float[dimension];
        if (!isotropic) {
            Gaussians.add(streams.of(Use.MEAN, 0), MEAN, flat(dimension), mean);
        }
        questionMean = mean.clone();
        Gaussians.add(streams.of(Use.QUESTION_STYLE, 0), QUESTION_STYLE, scales, questionMean);
    }

    public static SampleVectors realistic(int dimension, long seed) {
        return new SampleVectors(dimension, seed, false);
    }

    /// Alike in all directions: no two are closer than chance has it, and most are equally far from everything.
    /// Text embeddings never are; an index that estimates has nothing to go by.
    public static SampleVectors isotropic(int dimension, long seed) {
        return new SampleVectors(dimension, seed, true);
    }

    public int dimension() {
        return mean.length;
    }

    public long seed() {
        return streams.seed();
    }

    Kinship kinship() {
        return kinship;
    }

    /// The vector of a row, from 0.
    public float[] vector(long row) {
        float[] target = new float[dimension()];
        fill(row, target);
        return target;
    }

    /// Writes the vector of a row to `target`, which has the dimension.
    public void fill(long row, float[] target) {
        Arrays.fill(target, 0);
        long original = kinship.original(row);
        memory(original, 1, target);
        if (original != row) {
            Gaussians.add(streams.of(Use.ROW_VECTOR, row), REPEATED, scales, target);
        }
        finish(mean, target);
    }

    /// Writes the vector of a question to `target`: close to one of the first `rows` rows and its thread, equal to
    /// none. Isotropic questions are close to nothing.
    public void fillQuestion(long number, long rows, float[] target) {
        Arrays.fill(target, 0);
        if (isotropic) {
            Gaussians.add(streams.of(Use.QUESTION_VECTOR, number), 1, scales, target);
        } else {
            memory(kinship.original(asked(number, rows)), ASKED, target);
            Gaussians.add(streams.of(Use.QUESTION_VECTOR, number), QUESTION_OWN, scales, target);
        }
        finish(questionMean, target);
    }

    /// The vector of a question; see [#fillQuestion(long, long, float\[\])].
    public float[] question(long number, long rows) {
        float[] target = new float[dimension()];
        fillQuestion(number, rows, target);
        return target;
    }

    /// The row that a question is about, if it is about one.
    long asked(long number, long rows) {
        return streams.of(Use.QUESTION, number).nextLong(rows);
    }

    private void memory(long row, float ownShare, float[] target) {
        if (isotropic) {
            Gaussians.add(streams.of(Use.ROW_VECTOR, row), 1, scales, target);
            return;
        }
        var subject = kinship.subject(row);
        var own = streams.of(Use.ROW_VECTOR, row);
        float loyalty = LOYALTY * (float) (2 * own.nextDouble() - 1);
        Gaussians.add(streams.of(Use.TOPIC, subject.topic()), TOPIC, scales, target);
        Gaussians.add(streams.of(Use.THREAD, ~subject.thread()), THREAD * (1 + loyalty), scales, target);
        Gaussians.add(own, OWN * (1 - loyalty) * ownShare, scales, target);
    }

    private void finish(float[] centre, float[] target) {
        mixing.apply(target);
        float squares = 0;
        for (int i = 0; i < target.length; i++) {
            target[i] += centre[i];
            squares += target[i] * target[i];
        }
        float scale = (float) (1 / Math.sqrt(squares));
        for (int i = 0; i < target.length; i++) {
            target[i] *= scale;
        }
    }

    private static float[] flat(int dimension) {
        float[] scales = new float[dimension];
        Arrays.fill(scales, (float) (1 / Math.sqrt(dimension)));
        return scales;
    }

    /// Variances that fall as 1 / (i + 3) and sum up to 1, strewn over the components: [Mixing] spreads the
    /// better what does not lie together.
    private float[] falling(int dimension) {
        double sum = 0;
        float[] scales = new float[dimension];
        for (int i = 0; i < dimension; i++) {
            sum += 1.0 / (i + 3);
            scales[i] = (float) Math.sqrt(1.0 / (i + 3));
        }
        var random = streams.of(Use.AXES, 1);
        for (int i = 0; i < dimension; i++) {
            int other = random.nextInt(i + 1);
            float moved = scales[other];
            scales[other] = scales[i];
            scales[i] = moved;
        }
        for (int i = 0; i < dimension; i++) {
            scales[i] /= (float) Math.sqrt(sum);
        }
        return scales;
    }
}
