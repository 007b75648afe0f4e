package io.jamey.bench.goals;

import io.jamey.bench.dataset.DataShape;

/// The memories that a goal speaks of.
///
/// @param isotropic vectors alike in all directions, the hard case
/// @param namespaces that share them evenly
public record Data(long rows, boolean isotropic, int namespaces) {
    private static final long ROWS_OF_NAMESPACE_MIN = 10;

    static Data of(long rows) {
        return new Data(rows, false, 1);
    }

    static Data isotropic(long rows) {
        return new Data(rows, true, 1);
    }

    static Data shared(long rows, int namespaces) {
        return new Data(rows, false, namespaces);
    }

    DataShape shape(Scale scale) {
        long scaled = scale.rows(rows);
        long most = scaled / ROWS_OF_NAMESPACE_MIN;
        int shares = namespaces == 1 ? 1 : (int) Math.clamp(namespaces / scale.divisor(), 2, most);
        return new DataShape(scaled, scale.dimension(), scale.seed(), isotropic, shares);
    }
}
