package io.jamey.testkit;

import io.jamey.Cursor;
import io.jamey.Embedding;
import io.jamey.Filter;
import io.jamey.Limits;
import io.jamey.Match;
import io.jamey.Memory;
import io.jamey.MemoryException;
import io.jamey.MemoryIds;
import io.jamey.MemoryPatch;
import io.jamey.MemoryStore;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.Page;
import io.jamey.PageRequest;
import io.jamey.SearchRequest;
import io.jamey.SearchResult;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import java.util.stream.Stream;

/// Stores that each break one promise within a namespace.
final class BrokenStores {
    private BrokenStores() {}

    /// Filters what the index found, instead of finding what the filter accepts.
    static MemoryStore filtersAfterwards(MemoryStore sound) {
        return new PassingStore(sound) {
            @Override
            public SearchResult search(Namespace namespace, SearchRequest request) {
                SearchRequest unfiltered = new SearchRequest(
                        request.text(),
                        request.embedding(),
                        request.limit(),
                        Filter.everything(),
                        request.weights(),
                        request.minScore(),
                        request.exact(),
                        request.explain(),
                        request.embeddings());
                SearchResult result = super.search(namespace, unfiltered);
                return new SearchResult(
                        result.matches().stream()
                                .filter(match -> request.filter().accepts(match.memory()))
                                .toList(),
                        result.plan());
            }
        };
    }

    /// Searches an index that hears of stores and deletes, but not of updates.
    static MemoryStore staleIndex(MemoryStore sound, MemoryStore index) {
        return new PassingStore(sound) {
            @Override
            public List<Memory> storeAll(Namespace namespace, List<NewMemory> memories) {
                List<Memory> stored = super.storeAll(namespace, memories);
                stored.forEach(memory -> index.delete(namespace, memory.id()));
                index.storeAll(namespace, copies(stored));
                return stored;
            }

            @Override
            public int deleteBatch(Namespace namespace, Collection<UUID> ids) {
                index.deleteBatch(namespace, ids);
                return super.deleteBatch(namespace, ids);
            }

            @Override
            public long deleteMatching(Namespace namespace, Filter filter) {
                index.deleteBatch(
                        namespace,
                        all(namespace, filter).stream().map(Memory::id).toList());
                return super.deleteMatching(namespace, filter);
            }

            @Override
            public long drop(Namespace namespace) {
                index.drop(namespace);
                return super.drop(namespace);
            }

            @Override
            public SearchResult search(Namespace namespace, SearchRequest request) {
                super.search(namespace, request);
                return index.search(namespace, request);
            }
        };
    }

    /// Counts with a counter that hears of everything but expiry.
    static MemoryStore countsTheExpired(MemoryStore sound, MemoryStore counter) {
        return new PassingStore(sound) {
            @Override
            public List<Memory> storeAll(Namespace namespace, List<NewMemory> memories) {
                List<Memory> stored = super.storeAll(namespace, memories);
                stored.forEach(memory -> counter.delete(namespace, memory.id()));
                counter.storeAll(namespace, copies(stored));
                stored.forEach(memory -> counter.update(
                        namespace,
                        memory.id(),
                        MemoryPatch.change().neverExpires().build()));
                return stored;
            }

            @Override
            public int deleteBatch(Namespace namespace, Collection<UUID> ids) {
                counter.deleteBatch(namespace, ids);
                return super.deleteBatch(namespace, ids);
            }

            @Override
            public long deleteMatching(Namespace namespace, Filter filter) {
                counter.deleteBatch(
                        namespace,
                        all(namespace, filter).stream().map(Memory::id).toList());
                return super.deleteMatching(namespace, filter);
            }

            @Override
            public long drop(Namespace namespace) {
                counter.drop(namespace);
                return super.drop(namespace);
            }

            @Override
            public long count(Namespace namespace, Filter filter) {
                return filter.equals(Filter.everything())
                        ? counter.count(namespace, filter)
                        : super.count(namespace, filter);
            }
        };
    }

    /// Takes the order in which turns were created for the order in which they were added.
    static MemoryStore listsTurnsByTheClock(MemoryStore sound) {
        return new PassingStore(sound) {
            @Override
            public Page listPaginated(Namespace namespace, PageRequest request) {
                boolean bySequence = request.order() == PageRequest.Order.BY_SEQUENCE;
                return super.listPaginated(
                        namespace, bySequence ? request.ordered(PageRequest.Order.OLDEST_FIRST) : request);
            }
        };
    }

    /// Promotes by lifting the expiry alone.
    static MemoryStore keepsSessions(MemoryStore sound) {
        return new PassingStore(sound) {
            @Override
            public long updateMatching(Namespace namespace, Filter filter, MemoryPatch patch) {
                return super.updateMatching(
                        namespace, filter, MemoryPatch.change().neverExpires().build());
            }
        };
    }

    private static List<NewMemory> copies(List<Memory> memories) {
        return memories.stream()
                .distinct()
                .map(memory -> new NewMemory(
                        Optional.of(memory.id()),
                        memory.type(),
                        memory.content(),
                        memory.embedding(),
                        memory.metadata(),
                        memory.session(),
                        memory.sequence(),
                        memory.actor(),
                        memory.importance(),
                        Optional.of(memory.createdAt()),
                        memory.expiresAt()))
                .toList();
    }

    static MemoryStore doesNotCheckVersions(MemoryStore sound) {
        return new PassingStore(sound) {
            @Override
            public Optional<Memory> update(Namespace namespace, UUID id, MemoryPatch patch) {
                try {
                    return super.update(namespace, id, patch);
                } catch (MemoryException e) {
                    return super.retrieve(namespace, id);
                }
            }
        };
    }

    static MemoryStore writesBatchesOneByOne(MemoryStore sound) {
        return new PassingStore(sound) {
            @Override
            public List<Memory> storeAll(Namespace namespace, List<NewMemory> memories) {
                super.storeAll(namespace, List.of());
                return memories.stream()
                        .map(memory ->
                                sound.storeAll(namespace, List.of(memory)).getFirst())
                        .toList();
            }
        };
    }

    /// Goes on at the memory a cursor names, instead of behind it.
    static MemoryStore repeatsAtCursors(MemoryStore sound) {
        return new PassingStore(sound) {
            @Override
            public Page listPaginated(Namespace namespace, PageRequest request) {
                Page page = super.listPaginated(namespace, request);
                Optional<Memory> last = request.cursor()
                        .map(cursor -> cursor.in(namespace, request).id())
                        .flatMap(id -> all(namespace, request.filter()).stream()
                                .filter(memory -> memory.id().equals(id))
                                .findFirst());
                if (last.isEmpty() || page.items().isEmpty()) {
                    return page;
                }
                var items = new ArrayList<>(page.items());
                items.addFirst(last.get());
                if (items.size() <= request.limit()) {
                    return new Page(items, page.total(), page.next());
                }
                items.removeLast();
                return new Page(items, page.total(), Optional.of(Cursor.after(items.getLast(), request)));
            }
        };
    }

    /// Compares a cursor's time only, and so skips the rest of the memories of one instant.
    static MemoryStore skipsAtCursors(MemoryStore sound) {
        return new PassingStore(sound) {
            @Override
            public Page listPaginated(Namespace namespace, PageRequest request) {
                Page page = super.listPaginated(namespace, request);
                return request.cursor()
                        .map(cursor -> cursor.in(namespace, request).key())
                        .map(key -> new Page(
                                page.items().stream()
                                        .filter(memory -> Cursor.Position.of(memory, request.order())
                                                        .key()
                                                != key)
                                        .toList(),
                                page.total(),
                                page.next()))
                        .orElse(page);
            }
        };
    }

    /// Orders ids as pairs of signed numbers.
    static MemoryStore ordersIdsAsSigned(MemoryStore sound) {
        return new PassingStore(sound) {
            @Override
            public SearchResult search(Namespace namespace, SearchRequest request) {
                SearchResult result = super.search(namespace, request);
                return new SearchResult(
                        result.matches().stream()
                                .sorted(Comparator.comparingDouble(Match::score)
                                        .reversed()
                                        .thenComparing(match -> match.memory().id()))
                                .toList(),
                        result.plan());
            }
        };
    }

    /// Computes lengths in single precision, where the squares of large numbers are infinite.
    static MemoryStore overflows(MemoryStore sound) {
        return new PassingStore(sound) {
            @Override
            public SearchResult search(Namespace namespace, SearchRequest request) {
                SearchResult result = super.search(namespace, request);
                float squares = 0;
                for (float component :
                        request.embedding().map(Embedding::toArray).orElse(new float[] {1})) {
                    squares += component * component;
                }
                float norm = (float) Math.sqrt(squares);
                return new SearchResult(
                        result.matches().stream()
                                .map(match -> new Match(match.memory(), match.score() * norm / norm, match.signals()))
                                .toList(),
                        result.plan());
            }
        };
    }

    static MemoryStore capsTotals(MemoryStore sound) {
        return new PassingStore(sound) {
            @Override
            public Page listPaginated(Namespace namespace, PageRequest request) {
                Page page = super.listPaginated(namespace, request);
                return new Page(page.items(), Math.min(page.total(), 1_000), page.next());
            }
        };
    }

    static MemoryStore capsStreams(MemoryStore sound) {
        return new PassingStore(sound) {
            @Override
            public Stream<Memory> iterate(Namespace namespace, Filter filter) {
                return super.iterate(namespace, filter).limit(1_000);
            }
        };
    }

    /// Gives a memory that is there already a new id.
    static MemoryStore duplicates(MemoryStore sound) {
        return new PassingStore(sound) {
            @Override
            public List<Memory> storeAll(Namespace namespace, List<NewMemory> memories) {
                return super.storeAll(
                        namespace,
                        memories.stream()
                                .map(memory -> memory.id()
                                                .filter(id -> all(namespace, Filter.everything()).stream()
                                                        .anyMatch(there ->
                                                                there.id().equals(id)))
                                                .isPresent()
                                        ? withId(memory, MemoryIds.next())
                                        : memory)
                                .toList());
            }
        };
    }

    private static NewMemory withId(NewMemory memory, UUID id) {
        return new NewMemory(
                Optional.of(id),
                memory.type(),
                memory.content(),
                memory.embedding(),
                memory.metadata(),
                memory.session(),
                memory.sequence(),
                memory.actor(),
                memory.importance(),
                memory.createdAt(),
                memory.expiresAt());
    }

    /// Leaves a memory the embedding of the words it had before.
    static MemoryStore keepsOldEmbeddings(MemoryStore sound) {
        return new PassingStore(sound) {
            @Override
            public Optional<Memory> update(Namespace namespace, UUID id, MemoryPatch patch) {
                Optional<Embedding> old = all(namespace, Filter.everything()).stream()
                        .filter(memory -> memory.id().equals(id))
                        .findFirst()
                        .flatMap(Memory::embedding);
                boolean keeps = patch.contentToEmbed().isPresent() && old.isPresent();
                return super.update(namespace, id, keeps ? patch.withEmbedding(old.get()) : patch);
            }
        };
    }

    static MemoryStore recordsAccessOfLists(MemoryStore sound) {
        return new PassingStore(sound) {
            @Override
            public Page listPaginated(Namespace namespace, PageRequest request) {
                Page page = super.listPaginated(namespace, request);
                super.touch(namespace, page.items().stream().map(Memory::id).toList());
                return page;
            }
        };
    }

    static MemoryStore forgetsToClose(MemoryStore sound) {
        return new PassingStore(sound) {
            @Override
            public void close() {
                // The bug.
            }
        };
    }

    static MemoryStore takesBatchesOfAnySize(MemoryStore sound) {
        return new PassingStore(sound) {
            @Override
            public List<Memory> storeAll(Namespace namespace, List<NewMemory> memories) {
                int half = Math.min(memories.size(), Limits.BATCH);
                var stored = new ArrayList<>(super.storeAll(namespace, memories.subList(0, half)));
                if (half < memories.size()) {
                    stored.addAll(super.storeAll(namespace, memories.subList(half, memories.size())));
                }
                return stored;
            }
        };
    }

    static MemoryStore ignoresTheLeastScore(MemoryStore sound) {
        return new PassingStore(sound) {
            @Override
            public SearchResult search(Namespace namespace, SearchRequest request) {
                return super.search(
                        namespace,
                        new SearchRequest(
                                request.text(),
                                request.embedding(),
                                request.limit(),
                                request.filter(),
                                request.weights(),
                                OptionalDouble.empty(),
                                request.exact(),
                                request.explain(),
                                request.embeddings()));
            }
        };
    }
}
