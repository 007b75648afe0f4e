package io.jamey.bench.dataset;

import io.jamey.bench.data.SampleMemories;
import io.jamey.bench.data.SampleMemories.Share;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/// The right answers to questions: the ten memories of the question's namespace whose embeddings are closest to
/// its own, by comparing all in double precision; also among the memories that each filter picks. Immutable
/// once every row has been offered.
public final class Truth {
    static final int QUESTIONS = 100;
    static final int TOP = 10;

    private static final int SHARES = 1 + Share.values().length;

    /// By question and share: rows, best first, -1 where there is none.
    private final long[][][] best = new long[QUESTIONS][SHARES][TOP];

    private final double[][][] cosines = new double[QUESTIONS][SHARES][TOP];

    Truth() {
        for (int question = 0; question < QUESTIONS; question++) {
            for (int share = 0; share < SHARES; share++) {
                Arrays.fill(best[question][share], -1);
                Arrays.fill(cosines[question][share], Double.NEGATIVE_INFINITY);
            }
        }
    }

    /// Offers rows `from` and following with their vectors to all questions.
    void offer(DataShape shape, SampleMemories memories, long from, float[][] vectors) {
        IntStream.range(0, QUESTIONS).parallel().forEach(number -> {
            int namespace = shape.namespaceOf(memories.asked(number, shape.rows()));
            long first = shape.rowsOf(namespace).getFirst();
            long end = shape.rowsOf(namespace).getLast();
            if (from + vectors.length <= first || from >= end) {
                return;
            }
            float[] question = memories.vectors().question(number, shape.rows());
            for (int i = 0; i < vectors.length; i++) {
                long row = from + i;
                if (row >= first && row < end) {
                    double cosine = dot(question, vectors[i]);
                    keep(number, 0, row, cosine);
                    for (Share share : Share.values()) {
                        if (share.has(row)) {
                            keep(number, place(share), row, cosine);
                        }
                    }
                }
            }
        });
    }

    /// How many questions have been answered: numbers 0 and following.
    public int questions() {
        return QUESTIONS;
    }

    /// How many memories the right answer has, 10 or fewer.
    public int size(int question, Optional<Share> only) {
        return (int) right(question, only).count();
    }

    /// Whether a row is part of the right answer.
    public boolean has(int question, Optional<Share> only, long row) {
        return Arrays.stream(rows(question, only)).anyMatch(right -> right == row);
    }

    /// The rows of the right answer, best first.
    public LongStream right(int question, Optional<Share> only) {
        return Arrays.stream(rows(question, only)).filter(row -> row >= 0);
    }

    private long[] rows(int question, Optional<Share> only) {
        return best[question][only.map(Truth::place).orElse(0)];
    }

    private static int place(Share share) {
        return switch (share) {
            case THOUSANDTH -> 1;
            case HUNDREDTH -> 2;
            case TENTH -> 3;
            case HALF -> 4;
        };
    }

    private void keep(int question, int share, long row, double cosine) {
        double[] kept = cosines[question][share];
        if (cosine <= kept[TOP - 1]) {
            return;
        }
        long[] rows = best[question][share];
        int at = TOP - 1;
        while (at > 0 && kept[at - 1] < cosine) {
            kept[at] = kept[at - 1];
            rows[at] = rows[at - 1];
            at--;
        }
        kept[at] = cosine;
        rows[at] = row;
    }

    /// All vectors have length 1, so that this is the cosine. Four sums, which the processor adds side by side.
    private static double dot(float[] a, float[] b) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int i = 0;
        for (; i + 3 < a.length; i += 4) {
            s0 += (double) a[i] * b[i];
            s1 += (double) a[i + 1] * b[i + 1];
            s2 += (double) a[i + 2] * b[i + 2];
            s3 += (double) a[i + 3] * b[i + 3];
        }
        for (; i < a.length; i++) {
            s0 += (double) a[i] * b[i];
        }
        return s0 + s1 + s2 + s3;
    }

    void write(Path file) throws IOException {
        try (var out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            for (long[][] ofQuestion : best) {
                for (long[] ofShare : ofQuestion) {
                    for (long row : ofShare) {
                        out.writeLong(row);
                    }
                }
            }
        }
    }

    static Truth read(Path file) throws IOException {
        var truth = new Truth();
        try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            for (long[][] ofQuestion : truth.best) {
                for (long[] ofShare : ofQuestion) {
                    for (int i = 0; i < ofShare.length; i++) {
                        ofShare[i] = in.readLong();
                    }
                }
            }
        }
        return truth;
    }
}
