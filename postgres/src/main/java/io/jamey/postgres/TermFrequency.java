package io.jamey.postgres;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// How often a term stands in a `tsvector`, in SQL.
///
/// PostgreSQL has no function for it that does not take the whole vector apart. But for a query of one term,
/// `ts_rank` with all weights 1 finds the term by halving, and gives the sum of 1/(n*n) over its positions,
/// in parts of the limit of that sum. So each number of positions has its own value, and a search among the
/// middles between them reads the number.
final class TermFrequency {
    /// The positions that a `tsvector` keeps of a term; a passage has fewer words.
    static final int MAX = 256;

    /// The sum of all 1/(n*n), as PostgreSQL rounds it.
    private static final double LIMIT = 1.64493406685;

    /// Of `asked.query` in `p.terms`, at least 1 where it matches.
    static final String SQL =
            "width_bucket(ts_rank('{1,1,1,1}', p.terms, asked.query)::float8, '{" + middles() + "}'::float8[])::float8";

    private TermFrequency() {}

    private static String middles() {
        var sums = new double[MAX + 1];
        for (int n = 1; n <= MAX; n++) {
            sums[n] = sums[n - 1] + 1.0 / n / n;
        }
        return IntStream.rangeClosed(1, MAX)
                .mapToObj(n -> Double.toString((sums[n - 1] + sums[n]) / 2 / LIMIT))
                .collect(Collectors.joining(","));
    }
}
