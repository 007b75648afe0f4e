package io.jamey.embedded.attributes;

import io.jamey.Value;
import io.jamey.embedded.attributes.MetadataIndex.Part;
import io.jamey.embedded.attributes.MetadataIndex.Term;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The attributes of a run of slots as they were saved, complete in themselves. There is a row for each slot in
/// use, ascending:
///
/// ```
/// version (1 byte), also of how traits are told from texts
/// number(first slot) number(rows)
/// columns, as ChunkBytes writes them, of all rows: slot, less the first; rid; version; id, first half; second
///     half; created; updated; expires or NEVER; sequence; importance, as bits of a double; words in the text;
///     flags: 1 asks, 2 has an embedding; type; session; actor
/// three times, for types, sessions, actors: number(names) { text }
///     the columns hold places in them, or -1
/// number(terms) { number(names in the path) { text } part (1 byte) value }
/// for each row: number(terms) { number(term) }
///
/// value: kind (1 byte): 0 null, 1 false, 2 true, 3 whole (8 bytes), 4 real (8), 5 text
/// ```
///
/// Names and terms are only those that a row uses: nothing of memories that are gone stays behind.
public final class SlotChunk {
    static final int VERSION = 2;
    static final int COLUMNS = 15;
    static final int NAMES = 3;
    static final int ASKS = 1;
    static final int EMBEDDED = 2;
    static final List<Part> PARTS = List.of(Part.VALUE, Part.ELEMENT, Part.COMPOSITE);

    private final int firstSlot;
    private final int rows;
    private final long[][] columns = new long[COLUMNS][];
    private final List<List<String>> names = new ArrayList<>();
    private final List<Term> terms = new ArrayList<>();
    private final int[][] termsOfRow;

    private SlotChunk(ChunkBytes.Reader in) {
        in.check(in.int8() == VERSION);
        firstSlot = in.number();
        rows = in.count();
        for (int column = 0; column < COLUMNS; column++) {
            columns[column] = in.column(rows);
        }
        for (int kind = 0; kind < NAMES; kind++) {
            names.add(texts(in));
        }
        for (int left = in.count(); left > 0; left--) {
            terms.add(new Term(List.copyOf(texts(in)), part(in), value(in)));
        }
        termsOfRow = new int[rows][];
        for (int row = 0; row < rows; row++) {
            termsOfRow[row] = new int[in.count()];
            for (int i = 0; i < termsOfRow[row].length; i++) {
                termsOfRow[row][i] = in.number();
                in.check(termsOfRow[row][i] < terms.size());
            }
        }
        in.end();
        checkColumns(in);
    }

    private void checkColumns(ChunkBytes.Reader in) {
        for (int row = 0; row < rows; row++) {
            in.check(columns[0][row] >= 0 && (row == 0 || columns[0][row] > columns[0][row - 1]));
            for (int kind = 0; kind < NAMES; kind++) {
                long name = columns[COLUMNS - NAMES + kind][row];
                in.check(name >= (kind == 0 ? 0 : Slots.NONE)
                        && name < names.get(kind).size());
            }
        }
        in.check(rows == 0 || columns[0][rows - 1] < Integer.MAX_VALUE - firstSlot);
    }

    /// Reads what [#write] gave.
    ///
    /// @throws IllegalArgumentException if these are not the bytes of such a chunk of this version. A checksum is
    ///     the caller's, and what it lets pass is believed.
    public static SlotChunk read(byte[] bytes) {
        return new SlotChunk(new ChunkBytes.Reader(bytes));
    }

    /// The slots from `fromSlot` up to, not including, `toSlot`, as [#read] takes them back.
    public static byte[] write(Slots slots, int fromSlot, int toSlot) {
        return new SlotChunkWriter(slots).write(fromSlot, toSlot);
    }

    public int firstSlot() {
        return firstSlot;
    }

    /// Whether all its slots come before this one.
    public boolean endsBefore(long slot) {
        return rows == 0 || slot(rows - 1) < slot;
    }

    public int rows() {
        return rows;
    }

    public int slot(int row) {
        return firstSlot + (int) columns[0][row];
    }

    public long rid(int row) {
        return columns[1][row];
    }

    /// The version of the memory that the row describes.
    public long version(int row) {
        return columns[2][row];
    }

    long idHigh(int row) {
        return columns[3][row];
    }

    long idLow(int row) {
        return columns[4][row];
    }

    long created(int row) {
        return columns[5][row];
    }

    long updated(int row) {
        return columns[6][row];
    }

    long expires(int row) {
        return columns[7][row];
    }

    long sequence(int row) {
        return columns[8][row];
    }

    double importance(int row) {
        return Double.longBitsToDouble(columns[9][row]);
    }

    long words(int row) {
        return columns[10][row];
    }

    boolean asks(int row) {
        return (columns[11][row] & ASKS) != 0;
    }

    boolean hasEmbedding(int row) {
        return (columns[11][row] & EMBEDDED) != 0;
    }

    private static List<String> texts(ChunkBytes.Reader in) {
        var texts = new ArrayList<String>();
        for (int left = in.count(); left > 0; left--) {
            texts.add(in.text());
        }
        return texts;
    }

    private static Part part(ChunkBytes.Reader in) {
        int number = in.int8();
        in.check(number < PARTS.size());
        return PARTS.get(number);
    }

    private static Value value(ChunkBytes.Reader in) {
        return switch (in.int8()) {
            case 0 -> new Value.Null();
            case 1 -> new Value.Bool(false);
            case 2 -> new Value.Bool(true);
            case 3 -> new Value.Whole(in.int64());
            case 4 -> new Value.Real(Double.longBitsToDouble(in.int64()));
            case 5 -> new Value.Text(in.text());
            default -> throw new IllegalArgumentException("a chunk of slots has a value of unknown kind");
        };
    }

    /// The numbers that names and terms of the chunk have in the columns they are restored to, looked up when a
    /// row first needs them.
    static final class Numbers {
        private static final int UNKNOWN = -2;

        private final SlotChunk chunk;
        private final List<Names> names;
        private final MetadataIndex metadata;
        private final int[][] known = new int[NAMES][];
        private final int[] terms;

        Numbers(SlotChunk chunk, Slots slots) {
            this.chunk = chunk;
            names = List.of(slots.types, slots.sessions, slots.actors);
            metadata = slots.metadata;
            for (int kind = 0; kind < NAMES; kind++) {
                known[kind] = new int[chunk.names.get(kind).size()];
                Arrays.fill(known[kind], UNKNOWN);
            }
            terms = new int[chunk.terms.size()];
            forgetMetadata();
        }

        int type(int row) {
            return name(0, row);
        }

        int session(int row) {
            return name(1, row);
        }

        int actor(int row) {
            return name(2, row);
        }

        private int name(int kind, int row) {
            int place = (int) chunk.columns[COLUMNS - NAMES + kind][row];
            if (place == Slots.NONE) {
                return Slots.NONE;
            }
            if (known[kind][place] == UNKNOWN) {
                known[kind][place] =
                        names.get(kind).number(chunk.names.get(kind).get(place));
            }
            return known[kind][place];
        }

        int[] metadata(int row) {
            int[] numbers = chunk.termsOfRow[row].clone();
            for (int i = 0; i < numbers.length; i++) {
                int place = numbers[i];
                if (terms[place] == UNKNOWN) {
                    terms[place] = metadata.number(chunk.terms.get(place));
                }
                numbers[i] = terms[place];
            }
            return numbers;
        }

        /// A slot was removed: the number of a term that it was the last to hold may become another's.
        void forgetMetadata() {
            Arrays.fill(terms, UNKNOWN);
        }
    }
}
