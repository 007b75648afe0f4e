package io.jamey.metrics.alerts;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// What the series said lately: one round of samples after another, each of all series there were.
///
/// As in Prometheus, a series that is not in the newest round has ended, and a round that is missing altogether (the
/// process was too busy) says nothing. A window has its end in it and not its beginning, as in Prometheus 3. Times are
/// milliseconds. Not thread-safe.
final class History {
    /// How old the newest round may be to count as what is so now: Prometheus' lookback.
    static final long LOOKBACK_MILLIS = 300_000;

    /// More are a mistake in the labels; the newest are left out.
    private static final int SERIES_MAX = 2_000;

    private final long keptMillis;
    private final Set<String> asked = new TreeSet<>();
    private final Map<Key, Integer> columns = new HashMap<>();
    private final Deque<Round> rounds = new ArrayDeque<>();

    /// @param keptMillis the longest window that is asked for
    History(long keptMillis) {
        this.keptMillis = Math.max(keptMillis, LOOKBACK_MILLIS);
    }

    /// Adds a round. When the clock was set back, everything before is forgotten.
    void add(long time, List<Sample> samples) {
        if (!rounds.isEmpty() && time <= rounds.getLast().time) {
            rounds.clear();
        }
        double[] values = new double[columns.size()];
        boolean[] present = new boolean[columns.size()];
        for (Sample sample : samples) {
            int column = column(new Key(sample.name(), sample.labels()));
            if (column >= values.length) {
                values = Arrays.copyOf(values, column + 1);
                present = Arrays.copyOf(present, column + 1);
            }
            if (column >= 0) {
                values[column] = sample.value();
                present[column] = true;
            }
        }
        rounds.addLast(new Round(time, values, present));
        while (rounds.getFirst().time <= time - keptMillis) {
            rounds.removeFirst();
        }
    }

    private int column(Key key) {
        Integer known = columns.get(key);
        if (known != null) {
            return known;
        }
        if (columns.size() == SERIES_MAX) {
            return -1;
        }
        columns.put(key, columns.size());
        return columns.size() - 1;
    }

    /// What each selected series says now.
    SortedMap<Labels, Double> latest(Selector selector, long now) {
        asked.add(selector.name());
        var found = new TreeMap<Labels, Double>();
        Round newest = rounds.peekLast();
        if (newest != null && newest.time > now - LOOKBACK_MILLIS) {
            columns.forEach((key, column) -> {
                if (newest.has(column) && selector.accepts(key.name, key.labels)) {
                    found.put(key.labels, newest.values[column]);
                }
            });
        }
        return found;
    }

    /// How much each selected counter grows a second, over a window that ends now.
    SortedMap<Labels, Double> rate(Selector selector, long windowMillis, long now) {
        asked.add(selector.name());
        var found = new TreeMap<Labels, Double>();
        columns.forEach((key, column) -> {
            if (selector.accepts(key.name, key.labels)) {
                var growth = new Growth(now - windowMillis, now);
                for (Round round : rounds) {
                    if (round.time > now - windowMillis && round.has(column)) {
                        growth.add(round.time, round.values[column]);
                    }
                }
                growth.perSecond().ifPresent(rate -> found.put(key.labels, rate));
            }
        });
        return found;
    }

    /// The names of all series that somebody has asked for, there or not.
    Set<String> asked() {
        return Set.copyOf(asked);
    }

    private record Key(String name, Labels labels) {}

    /// Shorter arrays are of a time when there were fewer series.
    private static final class Round {
        final long time;
        final double[] values;
        final boolean[] present;

        Round(long time, double[] values, boolean[] present) {
            this.time = time;
            this.values = values;
            this.present = present;
        }

        boolean has(int column) {
            return column < present.length && present[column];
        }
    }
}
