package io.jamey.bench.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// The memories that requests can ask for. Any number of threads.
final class Population {
    private final List<Kept> all = new ArrayList<>();

    synchronized void add(Kept kept) {
        all.add(kept);
    }

    /// One of them; nothing when there is none.
    synchronized Optional<Kept> any(RandomGenerator random) {
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(random.nextInt(all.size())));
    }

    /// Takes one out for whoever deletes it.
    synchronized Optional<Kept> claimAny(RandomGenerator random) {
        if (all.isEmpty()) {
            return Optional.empty();
        }
        int place = random.nextInt(all.size());
        Kept taken = all.get(place);
        Kept last = all.removeLast();
        if (last != taken) {
            all.set(place, last);
        }
        taken.claim();
        return Optional.of(taken);
    }

    synchronized List<Kept> snapshot() {
        return List.copyOf(all);
    }
}
