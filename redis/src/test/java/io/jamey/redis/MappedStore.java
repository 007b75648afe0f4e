package io.jamey.redis;

import io.jamey.Filter;
import io.jamey.Memory;
import io.jamey.MemoryPatch;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.Page;
import io.jamey.PageRequest;
import io.jamey.layers.ForwardingMemoryStore;
import io.jamey.testkit.ReferenceMemoryStore;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

/// A store that processes share, as small as can be: a few memories of which it knows only their versions, in a file
/// that all have mapped. It also knows when each version came to be, for whoever judges caches over it.
///
/// The file holds, for each memory, its version, then the times of its latest versions by the clock that all
/// processes of a machine have in common.
final class MappedStore extends ForwardingMemoryStore {
    static final int MEMORIES = 8;
    private static final int TIMES = 1 << 14;
    private static final long BYTES_EACH = (1L + TIMES) * Long.BYTES;
    private static final VarHandle LONG = ValueLayout.JAVA_LONG.varHandle();
    private static final Instant CREATED = Instant.parse("2025-01-01T00:00:00Z");

    private final MemorySegment file;

    private MappedStore(MemorySegment file) {
        super(new ReferenceMemoryStore(InstantSource.system()));
        this.file = file;
    }

    static MappedStore open(Path path) throws IOException {
        try (FileChannel channel =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return new MappedStore(
                    channel.map(FileChannel.MapMode.READ_WRITE, 0, MEMORIES * BYTES_EACH, Arena.ofAuto()));
        }
    }

    static UUID id(int number) {
        return new UUID(1, number);
    }

    private static int number(UUID id) {
        return (int) id.getLeastSignificantBits();
    }

    /// Now, of this memory. Versions begin at 1.
    long version(int number) {
        return 1 + (long) LONG.getVolatile(file, number * BYTES_EACH);
    }

    /// When this version came to be, by [System#nanoTime()]; 0 if that is not known yet.
    long since(int number, long version) {
        return (long) LONG.getVolatile(file, timeAt(number, version));
    }

    private static long timeAt(int number, long version) {
        return number * BYTES_EACH + (1 + version % TIMES) * Long.BYTES;
    }

    private Memory memory(Namespace namespace, int number) {
        Memory plain = NewMemory.of("memory").createdAt(CREATED).build().stored(namespace, id(number), 0, CREATED);
        return new Memory(
                plain.id(),
                namespace,
                plain.type(),
                plain.content(),
                plain.embedding(),
                plain.metadata(),
                plain.session(),
                plain.sequence(),
                plain.actor(),
                plain.importance(),
                CREATED,
                CREATED,
                CREATED,
                Optional.empty(),
                version(number));
    }

    @Override
    public Map<UUID, Memory> retrieveBatch(Namespace namespace, Collection<UUID> ids) {
        var found = new LinkedHashMap<UUID, Memory>();
        ids.forEach(id -> found.put(id, memory(namespace, number(id))));
        return found;
    }

    @Override
    public Page listPaginated(Namespace namespace, PageRequest request) {
        if (!request.filter().equals(Filter.everything())) {
            return new Page(List.of(), 0, Optional.empty()); // nothing expires
        }
        List<Memory> all = IntStream.range(0, MEMORIES)
                .mapToObj(number -> memory(namespace, number))
                .toList();
        return new Page(all, MEMORIES, Optional.empty());
    }

    /// Whatever the patch says, it is the next version.
    @Override
    public Optional<Memory> update(Namespace namespace, UUID id, MemoryPatch patch) {
        int number = number(id);
        long version = 2 + (long) LONG.getAndAdd(file, number * BYTES_EACH, 1L);
        LONG.setVolatile(file, timeAt(number, version), System.nanoTime());
        return Optional.of(memory(namespace, number));
    }
}
