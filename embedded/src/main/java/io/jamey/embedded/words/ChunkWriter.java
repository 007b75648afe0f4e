package io.jamey.embedded.words;

import java.util.Arrays;

/// Writes the terms of a run of slots as bytes, complete in themselves: terms are numbered within the chunk.
/// ```
///   version (1 byte)
///   number(first slot) number(slots)
///   number(terms) { number(length) bytes of UTF-8 }
///   per slot:    number(passages)
///   per passage: number(terms) { number(term << 1 | more) [number(frequency) if more than 1] }
/// ```
final class ChunkWriter {
    static final byte VERSION = 1;

    private final InvertedIndex index;
    private final Passages passages;
    private final TermReader reader;
    private final Bytes terms = new Bytes(1 << 14);
    private final Bytes body = new Bytes(1 << 14);
    /// By number of a term in the index: its number in the chunk, or -1.
    private final int[] numbers;

    private int known;

    ChunkWriter(InvertedIndex index) {
        this.index = index;
        passages = index.passages();
        reader = passages.terms();
        numbers = new int[index.terms().size()];
        Arrays.fill(numbers, -1);
    }

    byte[] write(int fromSlot, int toSlot) {
        for (int slot = fromSlot; slot < toSlot; slot++) {
            int first = passages.first(slot);
            int end = passages.end(slot);
            body.number(end - first);
            for (int passage = first; passage < end; passage++) {
                writePassage(passage);
            }
        }
        var chunk = new Bytes(terms.size() + body.size() + 1 + 3 * Bytes.NUMBER_MAX);
        chunk.raw(new byte[] {VERSION}, 0, 1);
        chunk.number(fromSlot);
        chunk.number(toSlot - fromSlot);
        chunk.number(known);
        chunk.raw(terms.array(), 0, terms.size());
        chunk.raw(body.array(), 0, body.size());
        return chunk.copy();
    }

    private void writePassage(int passage) {
        body.number(reader.open(passage));
        while (reader.next()) {
            int term = reader.term();
            if (numbers[term] < 0) {
                numbers[term] = known++;
                index.terms().write(term, terms);
            }
            body.entry(numbers[term], reader.frequency());
        }
    }
}
