package io.jamey.bench.load;

import io.jamey.Filter;
import io.jamey.Memory;
import io.jamey.MemoryException;
import io.jamey.bench.load.Inventory.Event;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// What a store holds after a run, against all it has acknowledged: the count of each namespace; each memory by
/// itself, in its newest version; and nothing that was deleted.
final class Audit {
    /// More than this are looked at by sample, evenly spaced; counts are exact always.
    private static final int MEMORIES_MAX = 20_000;

    private static final int BATCH = 200;
    private static final int PROBLEMS_MAX = 10;

    private final Workload workload;
    private final List<String> problems = new ArrayList<>();
    private long found;

    private Audit(Workload workload) {
        this.workload = workload;
    }

    /// What is not as it must be; at most a few examples.
    static List<String> of(Workload workload) {
        var audit = new Audit(workload);
        try {
            audit.count();
            audit.look(sample(workload.population().snapshot()), true);
            audit.look(sample(List.copyOf(workload.deleted())), false);
        } catch (MemoryException e) {
            audit.object("the store cannot be read after the run: " + e.getMessage());
        }
        if (audit.found > PROBLEMS_MAX) {
            audit.problems.add("and " + (audit.found - PROBLEMS_MAX) + " more of this kind");
        }
        return audit.problems;
    }

    private void object(String problem) {
        if (found++ < PROBLEMS_MAX) {
            problems.add(problem);
        }
    }

    private void count() {
        for (int namespace = 0; namespace < workload.namespaces(); namespace++) {
            var sight = workload.inventory().look(namespace, Optional.empty());
            long count = workload.store().count(workload.namespace(namespace), Filter.everything());
            if (count < sight.least() || count > sight.most()) {
                object(workload.namespace(namespace) + " holds " + count + " memories instead of "
                        + (sight.least() == sight.most() ? sight.least() : sight.least() + " to " + sight.most()));
            }
        }
    }

    /// Whether memories are there, or are not.
    private void look(List<Kept> expected, boolean there) {
        var batches = new HashMap<Integer, Map<UUID, Kept>>();
        for (Kept kept : expected) {
            var batch = batches.computeIfAbsent(kept.namespace(), _ -> new HashMap<>());
            batch.put(kept.id(), kept);
            if (batch.size() == BATCH) {
                look(kept.namespace(), batch, there);
                batch.clear();
            }
        }
        batches.forEach((namespace, batch) -> look(namespace, batch, there));
    }

    private void look(int namespace, Map<UUID, Kept> batch, boolean there) {
        Map<UUID, Memory> answer = workload.store().retrieveBatch(workload.namespace(namespace), batch.keySet());
        for (Kept kept : batch.values()) {
            Optional<Memory> memory = Optional.ofNullable(answer.get(kept.id()));
            if (!there && memory.isPresent()) {
                object("memory " + kept.id() + " is there though its deletion was acknowledged");
            } else if (there && memory.isEmpty()) {
                object("memory " + kept.id() + " was acknowledged and is lost");
            } else if (there && memory.orElseThrow().version() < kept.version()) {
                object("an update of memory " + kept.id() + " was acknowledged and is lost");
            }
        }
    }

    private static List<Kept> sample(List<Kept> all) {
        if (all.size() <= MEMORIES_MAX) {
            return all;
        }
        var sample = new ArrayList<Kept>(MEMORIES_MAX);
        for (int i = 0; i < MEMORIES_MAX; i++) {
            sample.add(all.get((int) ((long) i * all.size() / MEMORIES_MAX)));
        }
        return sample;
    }

    /// What the store must hold now, all namespaces together.
    static long expected(Workload workload) {
        return workload.inventory().total(Event.STORED) - workload.inventory().total(Event.DELETED);
    }
}
