package io.jamey.bench.dataset;

import io.jamey.Namespace;
import io.jamey.bench.data.SampleMemories;
import io.jamey.bench.data.SampleVectors;
import java.util.List;
import java.util.Locale;

/// What a data set holds: the same shape, the same data.
///
/// @param rows memories, all namespaces together, 100 or more
/// @param dimension of an embedding, 2 or more
/// @param isotropic vectors alike in all directions, the hard case
/// @param namespaces that share the rows evenly, in order; at most one for each ten rows
public record DataShape(long rows, int dimension, long seed, boolean isotropic, int namespaces) {
    private static final long ROWS_MIN = 100;
    private static final int ROWS_OF_NAMESPACE_MIN = 10;

    public DataShape {
        if (rows < ROWS_MIN) {
            throw new IllegalArgumentException("rows must be " + ROWS_MIN + " or more, not " + rows);
        }
        if (dimension < 2) {
            throw new IllegalArgumentException("dimension must be 2 or more, not " + dimension);
        }
        if (namespaces < 1 || namespaces > rows / ROWS_OF_NAMESPACE_MIN) {
            throw new IllegalArgumentException(
                    "namespaces must be 1 or more, and each have " + ROWS_OF_NAMESPACE_MIN + " rows");
        }
    }

    /// A name for it that a folder can have.
    public String name() {
        return String.format(
                Locale.ROOT,
                "%dx%d-%s-seed%d%s",
                rows,
                dimension,
                isotropic ? "isotropic" : "clustered",
                seed,
                namespaces == 1 ? "" : "-in" + namespaces);
    }

    public SampleMemories memories() {
        return new SampleMemories(
                isotropic ? SampleVectors.isotropic(dimension, seed) : SampleVectors.realistic(dimension, seed));
    }

    /// Rows of each namespace; the last may have fewer.
    public long rowsOfNamespace() {
        return (rows + namespaces - 1) / namespaces;
    }

    /// Which namespace holds a row, from 0. Rows beyond the data set belong to namespaces in turn.
    public int namespaceOf(long row) {
        return (int) (row < rows ? row / rowsOfNamespace() : row % namespaces);
    }

    public Namespace namespace(int number) {
        return Namespace.of("bench-" + number);
    }

    /// First row of a namespace and the row after its last.
    List<Long> rowsOf(int namespace) {
        return List.of(namespace * rowsOfNamespace(), Math.min(rows, (namespace + 1) * rowsOfNamespace()));
    }
}
