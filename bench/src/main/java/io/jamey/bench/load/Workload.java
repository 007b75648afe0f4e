package io.jamey.bench.load;

import io.jamey.Filter;
import io.jamey.Memory;
import io.jamey.MemoryPatch;
import io.jamey.MemoryStore;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.SearchRequest;
import io.jamey.bench.data.SampleMemories.Share;
import io.jamey.bench.dataset.DataShape;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// The requests of one run to one store, and what the store must answer after all it has acknowledged. Any number
/// of threads.
///
/// Requests ask for memories that are there, drawn evenly from all namespaces. Three in ten searches filter: one for a
/// hundredth, two for a tenth of a namespace's memories.
final class Workload {
    private static final int LIMIT = SearchRequest.DEFAULT_LIMIT;

    private final Inputs inputs;
    private final MemoryStore store;
    private final MemoryStore patient;
    private final List<Namespace> namespaces;
    private final Population population = new Population();
    private final Queue<Kept> deleted = new ConcurrentLinkedQueue<>();
    private final Inventory inventory;
    private final AtomicLong fresh = new AtomicLong();

    /// @param naming where the store holds the memories of the namespace of a number
    Workload(Inputs inputs, Target.Filled filled, IntFunction<Namespace> naming) {
        this.inputs = inputs;
        store = filled.store();
        patient = filled.patient();
        DataShape shape = inputs.shape();
        namespaces = IntStream.range(0, shape.namespaces()).mapToObj(naming).toList();
        inventory = new Inventory(shape);
        for (long row = 0; row < shape.rows(); row++) {
            int namespace = shape.namespaceOf(row);
            inventory.noteInitial(namespace, row);
            population.add(new Kept(namespace, row, inputs.id(row)));
        }
    }

    /// The store for what is no part of the load.
    MemoryStore store() {
        return patient;
    }

    /// How many memories there are.
    long held() {
        return namespaces.stream()
                .mapToLong(namespace -> patient.count(namespace, Filter.everything()))
                .sum();
    }

    Inventory inventory() {
        return inventory;
    }

    Population population() {
        return population;
    }

    Queue<Kept> deleted() {
        return deleted;
    }

    Namespace namespace(int number) {
        return namespaces.get(number);
    }

    int namespaces() {
        return namespaces.size();
    }

    /// Searches each namespace once, so that the store has all its indexes in memory.
    void wake() {
        var question = inputs.question(0);
        for (Namespace namespace : namespaces) {
            patient.search(namespace, question.request().build());
        }
    }

    /// Makes a request ready; nothing when no memory is left that it could be about.
    Optional<Request> prepare(Action action, RandomGenerator random) {
        return switch (action) {
            case STORE -> Optional.of(new Store(random));
            case RETRIEVE -> population.any(random).map(Retrieve::new);
            case SEARCH -> Optional.of(new Search(random));
            case UPDATE -> population.any(random).map(kept -> new Update(kept, random));
            case DELETE -> population.claimAny(random).map(Delete::new);
        };
    }

    private final class Store implements Request {
        private final Kept kept;
        private final NewMemory memory;
        private Optional<Memory> answer = Optional.empty();

        Store(RandomGenerator random) {
            long number = fresh.getAndIncrement();
            memory = inputs.memory(number);
            kept = new Kept(
                    random.nextInt(namespaces.size()),
                    inputs.row(number),
                    memory.id().orElseThrow());
            inventory.note(Inventory.Event.STORE_BEGUN, kept.namespace(), kept.row());
        }

        @Override
        public Action action() {
            return Action.STORE;
        }

        @Override
        public void call() {
            answer = Optional.of(store.store(namespace(kept.namespace()), memory));
        }

        @Override
        public Optional<String> objection() {
            inventory.note(Inventory.Event.STORED, kept.namespace(), kept.row());
            population.add(kept);
            return answer.filter(memory::isStoredAs).isPresent()
                    ? Optional.empty()
                    : Optional.of("memory " + kept.id() + " was stored, but the answer shows another");
        }
    }

    private final class Retrieve implements Request {
        private final Kept kept;
        private final long version;
        private Optional<Memory> answer = Optional.empty();

        Retrieve(Kept kept) {
            this.kept = kept;
            version = kept.version();
        }

        @Override
        public Action action() {
            return Action.RETRIEVE;
        }

        @Override
        public void call() {
            answer = store.retrieve(namespace(kept.namespace()), kept.id());
        }

        @Override
        public Optional<String> objection() {
            if (answer.isEmpty()) {
                return missing(kept);
            }
            Memory memory = answer.get();
            if (!memory.id().equals(kept.id()) || !memory.namespace().equals(namespace(kept.namespace()))) {
                return Optional.of("asked for memory " + kept.id() + ", got " + memory.id());
            }
            return memory.version() < version
                    ? Optional.of("memory " + kept.id() + " came in version " + memory.version() + " after version "
                            + version + " was acknowledged")
                    : Optional.empty();
        }
    }

    private final class Update implements Request {
        private final Kept kept;
        private final MemoryPatch patch;
        private Optional<Memory> answer = Optional.empty();

        Update(Kept kept, RandomGenerator random) {
            this.kept = kept;
            patch = inputs.patch(random.nextInt(Integer.MAX_VALUE));
        }

        @Override
        public Action action() {
            return Action.UPDATE;
        }

        @Override
        public void call() {
            answer = store.update(namespace(kept.namespace()), kept.id(), patch);
        }

        @Override
        public Optional<String> objection() {
            answer.ifPresent(memory -> kept.acknowledge(memory.version()));
            return answer.isEmpty() ? missing(kept) : Optional.empty();
        }
    }

    private final class Delete implements Request {
        private final Kept kept;
        private boolean wasThere;

        Delete(Kept kept) {
            this.kept = kept;
            inventory.note(Inventory.Event.DELETE_BEGUN, kept.namespace(), kept.row());
        }

        @Override
        public Action action() {
            return Action.DELETE;
        }

        @Override
        public void call() {
            wasThere = store.delete(namespace(kept.namespace()), kept.id());
        }

        @Override
        public Optional<String> objection() {
            inventory.note(Inventory.Event.DELETED, kept.namespace(), kept.row());
            deleted.add(kept);
            return wasThere ? Optional.empty() : Optional.of("memory " + kept.id() + " was gone before it was deleted");
        }
    }

    /// An answer without a memory is right only if somebody has begun to delete it.
    private static Optional<String> missing(Kept kept) {
        return kept.isClaimed() ? Optional.empty() : Optional.of("memory " + kept.id() + " is lost");
    }

    private final class Search implements Request {
        private final Optional<Share> share;
        private final int namespace;
        private final SearchRequest request;
        private final SearchCheck check;

        Search(RandomGenerator random) {
            int kind = random.nextInt(10);
            share = kind == 0 ? Optional.of(Share.HUNDREDTH) : kind < 3 ? Optional.of(Share.TENTH) : Optional.empty();
            var question = inputs.question(random.nextInt(Integer.MAX_VALUE));
            namespace = question.namespace();
            var builder = question.request().limit(LIMIT);
            share.ifPresent(each -> builder.filter(each.filter()));
            request = builder.build();
            check = new SearchCheck(namespace(namespace), request);
        }

        @Override
        public Action action() {
            return Action.SEARCH;
        }

        @Override
        public void call() {
            check.begin(inventory.look(namespace, share));
            check.end(store.search(namespace(namespace), request));
        }

        @Override
        public Optional<String> objection() {
            return check.objection();
        }
    }
}
