package io.jamey.testkit;

import io.jamey.Filter;
import io.jamey.Match;
import io.jamey.Memory;
import io.jamey.MemoryPatch;
import io.jamey.MemoryStore;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.Page;
import io.jamey.PageRequest;
import io.jamey.SearchRequest;
import io.jamey.SearchResult;
import io.jamey.Weights;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Stores that each forget or confuse the namespace in one operation.
final class LeakingStores {
    private LeakingStores() {}

    static MemoryStore retrieve(MemoryStore sound) {
        return new PassingStore(sound) {
            @Override
            public Map<UUID, Memory> retrieveBatch(Namespace namespace, Collection<UUID> ids) {
                var found = new LinkedHashMap<UUID, Memory>();
                everywhere(namespace)
                        .forEach(each -> super.retrieveBatch(each, ids).forEach(found::putIfAbsent));
                return found;
            }
        };
    }

    static MemoryStore search(MemoryStore sound) {
        return new PassingStore(sound) {
            @Override
            public SearchResult search(Namespace namespace, SearchRequest request) {
                List<SearchResult> results = everywhere(namespace).stream()
                        .map(each -> super.search(each, request))
                        .toList();
                return new SearchResult(
                        results.stream()
                                .flatMap(result -> result.matches().stream())
                                .sorted(Comparator.comparingDouble(Match::score).reversed())
                                .limit(request.limit())
                                .toList(),
                        results.getFirst().plan());
            }
        };
    }

    static MemoryStore wordStatistics(MemoryStore sound) {
        return new PassingStore(sound) {
            @Override
            public SearchResult search(Namespace namespace, SearchRequest request) {
                SearchResult result = super.search(namespace, request);
                if (!request.weights().equals(Weights.WORDS_ONLY)) {
                    return result;
                }
                double bias = 1 + sound.status().memories() / 1e3;
                return new SearchResult(
                        result.matches().stream()
                                .map(match -> new Match(match.memory(), match.score() * bias, match.signals()))
                                .toList(),
                        result.plan());
            }
        };
    }

    static MemoryStore update(MemoryStore sound) {
        return new PassingStore(sound) {
            @Override
            public Optional<Memory> update(Namespace namespace, UUID id, MemoryPatch patch) {
                return everywhere(namespace).stream().map(each -> super.update(each, id, patch)).toList().stream()
                        .flatMap(Optional::stream)
                        .findFirst();
            }
        };
    }

    static MemoryStore delete(MemoryStore sound) {
        return new PassingStore(sound) {
            @Override
            public int deleteBatch(Namespace namespace, Collection<UUID> ids) {
                int deleted = super.deleteBatch(namespace, ids);
                everywhere(namespace).forEach(each -> super.deleteBatch(each, ids));
                return deleted;
            }
        };
    }

    static MemoryStore deleteMatching(MemoryStore sound) {
        return new PassingStore(sound) {
            @Override
            public long deleteMatching(Namespace namespace, Filter filter) {
                long deleted = super.deleteMatching(namespace, filter);
                everywhere(namespace).forEach(each -> super.deleteMatching(each, filter));
                return deleted;
            }
        };
    }

    static MemoryStore updateMatching(MemoryStore sound) {
        return new PassingStore(sound) {
            @Override
            public long updateMatching(Namespace namespace, Filter filter, MemoryPatch patch) {
                return everywhere(namespace).stream()
                        .mapToLong(each -> super.updateMatching(each, filter, patch))
                        .sum();
            }
        };
    }

    static MemoryStore list(MemoryStore sound) {
        return new PassingStore(sound) {
            @Override
            public Page listPaginated(Namespace namespace, PageRequest request) {
                Page page = super.listPaginated(namespace, request);
                Stream<Memory> others =
                        everywhere(namespace).stream().skip(1).flatMap(each -> all(each, request.filter()).stream());
                return new Page(
                        Stream.concat(page.items().stream(), others)
                                .limit(request.limit())
                                .toList(),
                        page.total(),
                        page.next());
            }
        };
    }

    static MemoryStore total(MemoryStore sound) {
        return new PassingStore(sound) {
            @Override
            public Page listPaginated(Namespace namespace, PageRequest request) {
                Page page = super.listPaginated(namespace, request);
                return new Page(page.items(), sound.status().memories(), page.next());
            }
        };
    }

    static MemoryStore iterate(MemoryStore sound) {
        return new PassingStore(sound) {
            @Override
            public Stream<Memory> iterate(Namespace namespace, Filter filter) {
                return everywhere(namespace).stream().flatMap(each -> super.iterate(each, filter));
            }
        };
    }

    static MemoryStore count(MemoryStore sound) {
        return new PassingStore(sound) {
            @Override
            public long count(Namespace namespace, Filter filter) {
                return everywhere(namespace).stream()
                        .mapToLong(each -> super.count(each, filter))
                        .sum();
            }
        };
    }

    static MemoryStore touch(MemoryStore sound) {
        return new PassingStore(sound) {
            @Override
            public void touch(Namespace namespace, Collection<UUID> ids) {
                everywhere(namespace).forEach(each -> super.touch(each, ids));
            }
        };
    }

    /// Drops by a pattern, as `LIKE` without escaping does.
    static MemoryStore drop(MemoryStore sound) {
        return new PassingStore(sound) {
            @Override
            public long drop(Namespace namespace) {
                long dropped = super.drop(namespace);
                Pattern like = Pattern.compile(
                        Pattern.quote(namespace.value()).replace("_", "\\E.\\Q").replace("%", "\\E.*\\Q"));
                sound.namespaces().stream()
                        .filter(other -> like.matcher(other.value()).matches())
                        .forEach(super::drop);
                return dropped;
            }
        };
    }

    /// Takes ids for unique in the whole store.
    static MemoryStore ids(MemoryStore sound) {
        return new PassingStore(sound) {
            @Override
            public List<Memory> storeAll(Namespace namespace, List<NewMemory> memories) {
                for (Namespace other : everywhere(namespace)) {
                    List<UUID> ids = memories.stream()
                            .flatMap(memory -> memory.id().stream())
                            .toList();
                    List<Memory> taken = all(other, Filter.everything()).stream()
                            .filter(memory -> ids.contains(memory.id()))
                            .toList();
                    if (!other.equals(namespace) && taken.size() == memories.size() && !taken.isEmpty()) {
                        return taken;
                    }
                }
                return super.storeAll(namespace, memories);
            }
        };
    }

    /// Takes names for equal that `fold` makes equal.
    static MemoryStore names(MemoryStore sound, UnaryOperator<String> fold) {
        return new PassingStore(sound) {
            private Namespace folded(Namespace namespace) {
                return Namespace.of(fold.apply(namespace.value()));
            }

            @Override
            public List<Memory> storeAll(Namespace namespace, List<NewMemory> memories) {
                return super.storeAll(folded(namespace), memories);
            }

            @Override
            public long count(Namespace namespace, Filter filter) {
                return super.count(folded(namespace), filter);
            }

            @Override
            public Stream<Memory> iterate(Namespace namespace, Filter filter) {
                return super.iterate(folded(namespace), filter);
            }
        };
    }
}
