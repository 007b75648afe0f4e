package io.jamey.embedded.vectors;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The vectors of one namespace as one-bit codes, searched by scanning them all and rescoring the best exactly.
///
/// Slots 0, 1, 2 ... are assigned by the caller; a slot may have no vector. Which slots are alive or match a
/// filter is the caller's business too: each search brings a bitmap of the slots it accepts.
///
/// Codes are kept in chunks of [#CHUNK_SLOTS] slots, each around one centre: the origin at first, then the mean
/// of all vectors put. Estimates are the better the closer vectors lie around their centre. Each time the
/// number of vectors doubles, the mean is looked at; if it has moved enough to matter, it becomes the centre of
/// new chunks, and older ones are stale: they stay right, at the old precision, until [#recentre] has coded
/// them anew.
///
/// **Threads.** The caller guards an index with a read-write lock: methods marked *read lock* may run together,
/// methods marked *write lock* run alone.
///
/// **Cost.** A dimension takes one bit for each vector, which takes 8 bytes more, and each chunk 4 bytes more
/// per dimension.
public final class VectorCodes {
    /// The largest dimension.
    public static final int DIMENSION_MAX = 8192;

    /// How many slots one chunk holds: slot s lies in chunk s / 1024.
    public static final int CHUNK_SLOTS = 1024;

    /// How many vectors there must be before their mean is worth anything.
    private static final int MEAN_MIN = 64;

    /// How far the mean may move from the centre, squared, as a share of the vectors' variance.
    private static final double DRIFT = 0.05;

    private final int dimension;
    private final Rotation rotation;
    private @Nullable Chunk[] chunks = new Chunk[0];
    private Centre centre;
    private long puts;
    private volatile int effort = 1;
    private long nextLook = MEAN_MIN;

    public VectorCodes(int dimension) {
        checkDimension(dimension);
        this.dimension = dimension;
        this.rotation = Rotation.of(dimension);
        this.centre = Centre.origin(rotation.rotatedDimension());
    }

    static void checkDimension(int dimension) {
        if (dimension < 1 || dimension > DIMENSION_MAX) {
            throw new IllegalArgumentException(
                    "dimension must be between 1 and " + DIMENSION_MAX + ", not " + dimension);
        }
    }

    /// Has the vector instructions compiled in the background, once per process; searches go by plain Java
    /// until then, with the same results. Without it, the first searches take hundreds of times as long. To be
    /// called as early as possible: it takes seconds of processor time.
    ///
    /// @throws java.util.concurrent.RejectedExecutionException if the executor refuses; it may be called again
    public static void warmUp(Executor executor) {
        Kernels.warmUp(executor);
    }

    /// Waits until a [#warmUp] that has begun is done. Returns whether that was in time.
    public static boolean awaitWarmUp(Duration max) throws InterruptedException {
        return Kernels.awaitWarmUp(max);
    }

    public int dimension() {
        return dimension;
    }

    /// Codes a vector into a slot, in place of the one it had. *Write lock.*
    ///
    /// @param vector finite components, not all zero, of any length; not kept
    public void put(int slot, float[] vector) {
        put(slot, new RotatedVector(dimension, rotation.unit(vector)));
    }

    /// Codes a vector that was rotated before. *Write lock.*
    public void put(int slot, RotatedVector vector) {
        if (slot < 0) {
            throw new IllegalArgumentException("slot must not be negative: " + slot);
        }
        if (vector.dimension() != dimension) {
            throw new IllegalArgumentException("vector has dimension " + vector.dimension() + ", not " + dimension);
        }
        int index = slot / CHUNK_SLOTS;
        makeRoom(index);
        Chunk chunk = chunks[index];
        if (chunk == null) {
            chunk = new Chunk(rotation.rotatedDimension(), centre, 0);
            chunks[index] = chunk;
        }
        chunk.put(slot % CHUNK_SLOTS, vector.unit);
        puts++;
        if (puts >= nextLook) {
            nextLook = 2 * nextLook;
            lookAtMean();
        }
    }

    private void makeRoom(int index) {
        if (index >= chunks.length) {
            chunks = Arrays.copyOf(chunks, index + 1);
        }
    }

    private void lookAtMean() {
        float[] mean = new float[rotation.rotatedDimension()];
        for (Chunk chunk : chunks) {
            for (int i = 0; chunk != null && i < mean.length; i++) {
                mean[i] += chunk.sum[i] / puts;
            }
        }
        Centre next = new Centre(centre.generation + 1, mean);
        double drift = 0;
        for (int i = 0; i < mean.length; i++) {
            double moved = mean[i] - centre.point[i];
            drift += moved * moved;
        }
        if (drift > DRIFT * (1 - next.squaredNorm)) {
            centre = next;
        }
    }

    /// Whether a slot's code is the one its chunk gives this vector. *Read lock.*
    public boolean describes(int slot, float[] vector) {
        int index = slot / CHUNK_SLOTS;
        Chunk chunk = index < chunks.length ? chunks[index] : null;
        if (chunk == null || slot % CHUNK_SLOTS >= chunk.slots() || !chunk.has(slot % CHUNK_SLOTS)) {
            return false;
        }
        Chunk alone = new Chunk(rotation.rotatedDimension(), chunk.centre, Chunk.BLOCK);
        alone.put(0, rotation.unit(vector));
        return chunk.hasSameCode(slot % CHUNK_SLOTS, alone, 0);
    }

    /// The bytes of heap held, codes and factors and all. *Read lock.*
    public long bytes() {
        long bytes = 4L * chunks.length + 4L * rotation.rotatedDimension();
        for (Chunk chunk : chunks) {
            bytes += chunk == null ? 0 : chunk.bytes();
        }
        return bytes;
    }

    /// The best slots among those accepted, by exact cosine. *Read lock.*
    ///
    /// A search of many chunks takes a second thread, and more, while the machine has cores that no search
    /// uses.
    ///
    /// @param accept bit s (of word s / 64) is set if slot s may be a hit; slots without a vector never are
    public Hits search(float[] query, long[] accept, VectorSearch spec) {
        return search(query, accept, spec, SpareCores.OF_MACHINE);
    }

    Hits search(float[] query, long[] accept, VectorSearch spec, SpareCores cores) {
        return new Finder(new Accepted(chunks, accept), spec, effort, cores).find(rotation.unit(query));
    }

    /// Those of the accepted slots that have a vector, in ascending order. *Read lock.*
    int[] slots(long[] accept) {
        return new Accepted(chunks, accept).slots();
    }

    /// How many times as many slots as usual each search scores exactly at first: 1, unless a [RecallProbe] has
    /// found that too few. Thread-safe.
    public int effort() {
        return effort;
    }

    /// @param times 1 or more
    void effort(int times) {
        effort = times;
    }

    /// The chunks whose codes are centred on a mean that the namespace has moved away from. *Read lock.*
    public int[] stale() {
        return IntStream.range(0, chunks.length)
                .filter(index -> {
                    Chunk chunk = chunks[index];
                    return chunk != null && chunk.centre != centre;
                })
                .toArray();
    }

    /// Begins to code a chunk anew around the current mean, aside, while searches go on and writes come in
    /// between: call [Recentred#advance] while there is anything left, then [#install]. *Read lock.*
    ///
    /// @param source read up to [#CHUNK_SLOTS] times
    public Optional<Recentred> recentre(int index, VectorSource source) {
        Chunk old = index < chunks.length ? chunks[index] : null;
        if (old == null) {
            return Optional.empty();
        }
        Chunk anew = new Chunk(rotation.rotatedDimension(), centre, old.slots());
        return Optional.of(new Recentred(index, old, anew, rotation, source));
    }

    /// Puts a chunk coded anew in place; a pointer's worth of work. *Write lock.*
    ///
    /// @return whether it was; false if the chunk was written to meanwhile, so that the work must be done again, or
    ///     is not done
    public boolean install(Recentred recentred) {
        Chunk current = chunks[recentred.index()];
        if (current == null || !recentred.replaces(current)) {
            return false;
        }
        puts += recentred.chunk().puts - current.puts;
        chunks[recentred.index()] = recentred.chunk();
        return true;
    }

    /// How many chunks there are. *Read lock.*
    public int chunks() {
        return chunks.length;
    }

    /// A chunk as bytes to be kept, complete in itself; empty if none of its slots ever had a vector. *Read
    /// lock.*
    public Optional<byte[]> chunk(int index) {
        Chunk chunk = index < chunks.length ? chunks[index] : null;
        return chunk == null ? Optional.empty() : Optional.of(ChunkFormat.write(dimension, index, chunk));
    }

    /// Puts back a chunk that [#chunk] gave, in place of any it has there. *Write lock.*
    ///
    /// @return the chunk's index
    /// @throws IllegalArgumentException if the bytes are not such a chunk, of another dimension, or another
    ///     version's; nothing is changed. A checksum is the caller's, and what it lets pass is believed.
    public int restore(byte[] bytes) {
        ChunkFormat.Stored stored = ChunkFormat.read(dimension, bytes, this::shared);
        int index = stored.index();
        makeRoom(index);
        Chunk old = chunks[index];
        puts += stored.chunk().puts - (old == null ? 0 : old.puts);
        nextLook = Math.max(MEAN_MIN, 2 * Long.highestOneBit(Math.max(1, puts)));
        if (stored.chunk().centre.generation > centre.generation) {
            centre = stored.chunk().centre;
        }
        chunks[index] = stored.chunk();
        return index;
    }

    /// The same centre where it is in use already: a search prepares its query once for each.
    private Centre shared(Centre read) {
        if (Arrays.equals(centre.point, read.point)) {
            return centre;
        }
        for (Chunk chunk : chunks) {
            if (chunk != null && Arrays.equals(chunk.centre.point, read.point)) {
                return chunk.centre;
            }
        }
        return read;
    }
}
