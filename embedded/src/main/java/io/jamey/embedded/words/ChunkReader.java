package io.jamey.embedded.words;

import io.jamey.words.Passage;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A chunk that [ChunkWriter] wrote, checked on construction to be whole.
final class ChunkReader {
    private static final long[] NOTHING = {};

    private final byte[] chunk;
    private final int firstSlot;
    private final int slots;
    /// By number of a term in the chunk: where its bytes begin, and how many they are.
    private final int[] termStarts;

    private final int[] termLengths;
    private final int bodyStart;

    /// @throws IllegalArgumentException if these are not the bytes of a chunk of this version
    ChunkReader(byte[] chunk) {
        this.chunk = chunk;
        if (chunk.length == 0 || chunk[0] != ChunkWriter.VERSION) {
            throw new IllegalArgumentException("not a chunk of words of version " + ChunkWriter.VERSION);
        }
        var numbers = new NumberReader(chunk, 1);
        firstSlot = numbers.next();
        slots = numbers.count();
        check(firstSlot >= 0 && firstSlot + slots >= 0, numbers);
        termStarts = new int[numbers.count()];
        termLengths = new int[termStarts.length];
        for (int term = 0; term < termStarts.length; term++) {
            termLengths[term] = numbers.count();
            termStarts[term] = numbers.at();
            numbers.moveTo(numbers.at() + termLengths[term]);
        }
        bodyStart = numbers.at();
        walk(null, NOTHING);
    }

    /// Whether one of the accepted slots is in the index already.
    boolean meets(InvertedIndex index, long[] accept) {
        for (int slot = firstSlot; slot < firstSlot + slots; slot++) {
            if (Postings.accepts(accept, slot) && index.passages().has(slot)) {
                return true;
            }
        }
        return false;
    }

    void addTo(InvertedIndex index, long[] accept) {
        walk(index, accept);
    }

    /// Reads all passages and adds those of accepted slots to the index, or only checks them all without one.
    private void walk(@Nullable InvertedIndex index, long[] accept) {
        var numbers = new NumberReader(chunk, bodyStart);
        int[] known = new int[termStarts.length];
        Arrays.fill(known, -1);
        for (int slot = firstSlot; slot < firstSlot + slots; slot++) {
            boolean wanted = index != null && Postings.accepts(accept, slot);
            for (int passages = numbers.count(); passages > 0; passages--) {
                if (wanted && index != null) {
                    index.add(slot, renumbered(passage(numbers), known, index.terms()));
                } else {
                    passOver(numbers);
                }
            }
        }
        check(numbers.left() == 0, numbers);
    }

    /// Checks the next passage.
    private void passOver(NumberReader numbers) {
        int terms = numbers.count();
        check(terms > 0, numbers);
        int length = 0;
        for (int i = 0; i < terms; i++) {
            int code = numbers.next();
            int frequency = (code & 1) == 0 ? 1 : numbers.next();
            check(code >>> 1 < termStarts.length && frequency > 0 && frequency <= Passage.LENGTH - length, numbers);
            length += frequency;
        }
    }

    /// The next passage, which was checked, its terms by their numbers in the chunk.
    private static long[] passage(NumberReader numbers) {
        long[] entries = new long[numbers.count()];
        for (int i = 0; i < entries.length; i++) {
            int code = numbers.next();
            entries[i] = InvertedIndex.entry(code >>> 1, (code & 1) == 0 ? 1 : numbers.next());
        }
        return entries;
    }

    /// The same passage, its terms by their numbers in the index, of which `known` remembers the ones looked
    /// up.
    private long[] renumbered(long[] entries, int[] known, Terms terms) {
        for (int i = 0; i < entries.length; i++) {
            int term = (int) (entries[i] >>> 32);
            if (known[term] < 0) {
                known[term] = terms.number(chunk, termStarts[term], termLengths[term]);
            }
            entries[i] = InvertedIndex.entry(known[term], (int) entries[i]);
        }
        return entries;
    }

    private static void check(boolean ok, NumberReader numbers) {
        if (!ok) {
            throw new IllegalArgumentException("damaged chunk of words, at byte " + numbers.at());
        }
    }
}
