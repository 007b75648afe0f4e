package io.jamey.lab.peers;

import io.jamey.bench.data.SampleMemories.Share;
import io.jamey.lab.peers.Result.Searched;
import io.jamey.lab.peers.Result.Written;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Measures peers in turns: all are loaded, then each gets a slice of time in every round, in an order drawn anew,
/// so that whatever else the machine does falls on all alike. All on the calling thread.
final class Comparison {
    /// Rows that are written and deleted again while measured.
    static final int WRITES_PER_ROUND = 8;

    private static final List<String> OPERATIONS = List.of("insert", "insert until visible", "delete until gone");

    private final Settings settings;
    private final Corpus corpus;
    private final List<Peer> peers;
    private final Consumer<String> progress;
    private final Random order;

    /// How long and how exact.
    ///
    /// @param rounds of slices, for each thing measured
    /// @param sliceNanos the least a slice of searches takes
    /// @param warmUpNanos the most that is spent on one peer's searches before they are measured
    /// @param warmUpSearches the number of searches after which it is warm
    /// @param recallFloor what a search should reach, by looking wider if it must
    record Settings(int rounds, long sliceNanos, long warmUpNanos, int warmUpSearches, double recallFloor, long seed) {
        static Settings thorough(double recallFloor, long seed) {
            return new Settings(15, 50_000_000, 3_000_000_000L, 5_000, recallFloor, seed);
        }

        int writes() {
            return rounds * WRITES_PER_ROUND;
        }
    }

    Comparison(Settings settings, Corpus corpus, List<Peer> peers, Consumer<String> progress) {
        this.settings = settings;
        this.corpus = corpus;
        this.peers = peers;
        this.progress = progress;
        this.order = new Random(settings.seed());
    }

    List<Result> run() throws IOException {
        double[] load = new double[peers.size()];
        double[] heap = new double[peers.size()];
        for (int p = 0; p < peers.size(); p++) {
            progress.accept("loading " + peers.get(p).name());
            long before = heapHeld();
            long begin = System.nanoTime();
            peers.get(p).load(corpus.rows());
            load[p] = micros(System.nanoTime() - begin) / corpus.rows();
            for (int question = 0; question < corpus.questions(); question++) {
                peers.get(p)
                        .search(corpus.question(question), null, peers.get(p).efforts()[0]);
            }
            heap[p] = (double) Math.max(0, heapHeld() - before) / corpus.rows();
        }
        List<List<Searched>> searched = List.of(searches(null), searches(Share.TENTH), searches(Share.HUNDREDTH));
        List<List<Written>> written = writes();
        var results = new ArrayList<Result>();
        for (int p = 0; p < peers.size(); p++) {
            int which = p;
            Peer peer = peers.get(p);
            results.add(new Result(
                    peer.name(),
                    peer.kind(),
                    peer.durable(),
                    load[p],
                    heap[p],
                    (double) peer.diskBytes() / corpus.rows(),
                    searched.stream().map(all -> all.get(which)).toList(),
                    written.get(p)));
        }
        return results;
    }

    /// One [Searched] for each peer.
    private List<Searched> searches(@Nullable Share only) throws IOException {
        int percent = only == null ? 100 : only.permille() / 10;
        int[][] truth = IntStream.range(0, corpus.questions())
                .mapToObj(question -> corpus.truth(question, only))
                .toArray(int[][]::new);
        int[] efforts = new int[peers.size()];
        double[] recalls = new double[peers.size()];
        for (int p = 0; p < peers.size(); p++) {
            progress.accept("recall and warm-up, " + percent + " % of the rows, "
                    + peers.get(p).name());
            for (int effort : peers.get(p).efforts()) {
                efforts[p] = effort;
                recalls[p] = recall(peers.get(p), only, effort, truth);
                if (recalls[p] >= settings.recallFloor()) {
                    break;
                }
            }
            warmUp(peers.get(p), only, efforts[p]);
        }
        double[][] slices = new double[peers.size()][settings.rounds()];
        int[] next = new int[peers.size()];
        for (int round = 0; round < settings.rounds(); round++) {
            progress.accept("searching " + percent + " % of the rows, round " + (round + 1));
            for (int p : shuffled()) {
                slices[p][round] = slice(peers.get(p), only, efforts[p], next, p);
            }
        }
        var all = new ArrayList<Searched>();
        for (int p = 0; p < peers.size(); p++) {
            all.add(new Searched(
                    percent,
                    efforts[p],
                    recalls[p],
                    Spread.of(slices[p]),
                    Spread.ofRatios(slices[p], slices[standard(p)])));
        }
        return all;
    }

    private double recall(Peer peer, @Nullable Share only, int effort, int[][] truth) throws IOException {
        double sum = 0;
        for (int question = 0; question < truth.length; question++) {
            sum += Corpus.recall(truth[question], peer.search(corpus.question(question), only, effort));
        }
        return sum / truth.length;
    }

    private void warmUp(Peer peer, @Nullable Share only, int effort) throws IOException {
        long end = System.nanoTime() + settings.warmUpNanos();
        for (int i = 0; i < settings.warmUpSearches() && System.nanoTime() < end; i++) {
            peer.search(corpus.question(i % corpus.questions()), only, effort);
        }
    }

    /// The median time of a search in one slice.
    private double slice(Peer peer, @Nullable Share only, int effort, int[] next, int p) throws IOException {
        var times = new ArrayList<Long>();
        long begin = System.nanoTime();
        long now = begin;
        // One search that does not count: others have had the processor's caches meanwhile.
        peer.search(corpus.question(next[p]++ % corpus.questions()), only, effort);
        while (times.size() < 2 || now - begin < settings.sliceNanos()) {
            float[] question = corpus.question(next[p]++ % corpus.questions());
            long before = System.nanoTime();
            peer.search(question, only, effort);
            now = System.nanoTime();
            times.add(now - before);
        }
        return Spread.of(times.stream().mapToDouble(Comparison::micros).toArray())
                .median();
    }

    /// For each peer, one [Written] for each operation.
    private List<List<Written>> writes() throws IOException {
        double[][][] slices = new double[OPERATIONS.size()][peers.size()][settings.rounds()];
        for (int round = 0; round < settings.rounds(); round++) {
            progress.accept("writing, round " + (round + 1));
            for (int p : shuffled()) {
                double[] times = writeSlice(peers.get(p), corpus.rows() + round * WRITES_PER_ROUND);
                for (int operation = 0; operation < times.length; operation++) {
                    slices[operation][p][round] = times[operation];
                }
            }
        }
        var all = new ArrayList<List<Written>>();
        for (int p = 0; p < peers.size(); p++) {
            var written = new ArrayList<Written>();
            for (int operation = 0; operation < OPERATIONS.size(); operation++) {
                double[][] times = slices[operation];
                written.add(new Written(
                        OPERATIONS.get(operation), Spread.of(times[p]), Spread.ofRatios(times[p], times[standard(p)])));
            }
            all.add(written);
        }
        return all;
    }

    /// Median times of one slice's operations, in the order of their names.
    private double[] writeSlice(Peer peer, int firstRow) throws IOException {
        double[][] times = new double[OPERATIONS.size()][WRITES_PER_ROUND];
        int widest = Arrays.stream(peer.efforts()).max().orElseThrow();
        for (int i = 0; i < WRITES_PER_ROUND; i++) {
            int row = firstRow + i;
            long begin = System.nanoTime();
            peer.insert(row);
            times[0][i] = micros(System.nanoTime() - begin);
            peer.show();
            times[1][i] = micros(System.nanoTime() - begin);
            expect(peer, row, widest, true);
        }
        for (int i = 0; i < WRITES_PER_ROUND; i++) {
            int row = firstRow + i;
            long begin = System.nanoTime();
            peer.delete(row);
            peer.show();
            times[2][i] = micros(System.nanoTime() - begin);
            expect(peer, row, widest, false);
        }
        return Arrays.stream(times)
                .mapToDouble(each -> Spread.of(each).median())
                .toArray();
    }

    private void expect(Peer peer, int row, int effort, boolean present) throws IOException {
        boolean found =
                Arrays.stream(peer.search(corpus.vector(row), null, effort)).anyMatch(each -> each == row);
        if (found != present) {
            throw new IllegalStateException(
                    peer.name() + (present ? " does not find row " : " still finds row ") + row);
        }
    }

    /// The peer that this one is compared with.
    private int standard(int p) {
        for (int other = 0; other < peers.size(); other++) {
            if (peers.get(other).kind() == peers.get(p).kind()
                    && peers.get(other).name().startsWith("Jamey")) {
                return other;
            }
        }
        return p;
    }

    private List<Integer> shuffled() {
        var all = new ArrayList<>(IntStream.range(0, peers.size()).boxed().toList());
        Collections.shuffle(all, order);
        return all;
    }

    private static double micros(long nanos) {
        return nanos / 1e3;
    }

    private static long heapHeld() {
        System.gc();
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
