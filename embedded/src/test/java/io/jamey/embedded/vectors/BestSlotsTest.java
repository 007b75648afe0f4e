package io.jamey.embedded.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;

class BestSlotsTest {
    private final SplittableRandom random = new SplittableRandom(Seed.next());

    private record Entry(int slot, double cosine) {}

    @RepeatedTest(20)
    void keepsWhatSortingWouldKeep() {
        int limit = random.nextInt(1, 50);
        BestSlots best = new BestSlots(limit, (a, b) -> Integer.compare(b, a));
        List<Entry> all = new ArrayList<>();
        for (int slot = random.nextInt(200); slot >= 0; slot--) {
            Entry entry = new Entry(slot, random.nextInt(10) / 10.0);
            all.add(entry);
            best.offer(entry.slot, entry.cosine);
            best.offer(1_000 + slot, Double.NaN);
        }
        int[] slots = new int[best.size()];
        double[] cosines = new double[slots.length];
        best.drain(slots, cosines);

        List<Entry> kept = new ArrayList<>();
        for (int i = 0; i < slots.length; i++) {
            kept.add(new Entry(slots[i], cosines[i]));
        }
        all.sort(Comparator.comparingDouble(Entry::cosine)
                .reversed()
                .thenComparing(Comparator.comparingInt(Entry::slot).reversed()));
        assertThat(kept).isEqualTo(all.subList(0, Math.min(limit, all.size())));
    }

    @RepeatedTest(20)
    void aReservoirKeepsTheHighestEstimates() {
        int capacity = random.nextInt(1, 50);
        Reservoir reservoir = new Reservoir(capacity, -0.9f);
        List<Entry> above = new ArrayList<>();
        for (int slot = 0; slot < 500; slot++) {
            float estimate = (float) random.nextDouble(-1, 1);
            reservoir.offer(estimate, slot);
            if (estimate > -0.9f) {
                above.add(new Entry(slot, estimate));
            }
        }
        above.sort(Comparator.comparingDouble(Entry::cosine).reversed());
        int[] best = above.stream().limit(capacity).mapToInt(Entry::slot).toArray();

        reservoir.sort();
        assertThat(reservoir.size()).isEqualTo(best.length);
        for (int rank = 0; rank < best.length; rank++) {
            assertThat(reservoir.slot(rank)).isEqualTo(best[rank]);
            assertThat(reservoir.estimate(rank)).isEqualTo((float) above.get(rank).cosine);
        }
        assertThat((double) reservoir.threshold()).isEqualTo(above.get(capacity - 1).cosine);
    }

    @RepeatedTest(20)
    void reservoirsKeepTheSameInWhateverOrderAndTogether() {
        int capacity = random.nextInt(1, 50);
        Reservoir inTurn = new Reservoir(capacity, -0.9f);
        Reservoir even = new Reservoir(capacity, -0.9f);
        Reservoir odd = new Reservoir(capacity, -0.9f);
        float[] estimates = new float[500];
        for (int slot = 0; slot < 500; slot++) {
            estimates[slot] = random.nextInt(-10, 11) / 10f;
            inTurn.offer(estimates[slot], slot);
        }
        for (int slot = 499; slot >= 0; slot--) {
            Reservoir half = slot % 2 == 0 ? even : odd;
            half.raise(slot % 2 == 0 ? odd.threshold() : even.threshold());
            half.offer(estimates[slot], slot);
        }
        even.offerAll(odd);
        assertThat(kept(even)).isEqualTo(kept(inTurn));
    }

    private static int[] kept(Reservoir reservoir) {
        reservoir.sort();
        return reservoir.slots(0, reservoir.size());
    }
}
