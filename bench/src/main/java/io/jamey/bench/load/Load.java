package io.jamey.bench.load;

import java.util.Locale;

/// What a store is asked to bear in one run.
public sealed interface Load {
    /// So many clients, each of which sends its next request when it has the answer to the last one. Finds out how
    /// much a store can do. Its latencies are too friendly: whoever waits asks nothing meanwhile.
    record Closed(int clients) implements Load {
        /// Each client is a thread.
        public static final int CLIENTS_MAX = 1_000;

        public Closed {
            if (clients < 1 || clients > CLIENTS_MAX) {
                throw new IllegalArgumentException("concurrency must be between 1 and " + CLIENTS_MAX);
            }
        }

        @Override
        public String label() {
            return clients == 1 ? "1 client" : clients + " clients";
        }
    }

    /// So many requests a second, whether earlier ones have been answered or not, as from many users who know
    /// nothing of each other. Finds out how long they wait.
    record Open(double perSecond, Arrivals arrivals) implements Load {
        public Open {
            if (!(perSecond > 0) || !Double.isFinite(perSecond)) {
                throw new IllegalArgumentException("a rate must be more than 0 requests a second");
            }
        }

        @Override
        public String label() {
            return String.format(Locale.ROOT, perSecond < 10 ? "%.1f/s" : "%,.0f/s", perSecond);
        }
    }

    /// How requests of an open loop follow each other.
    enum Arrivals {
        /// By chance, as from many users.
        POISSON,
        /// At equal intervals.
        UNIFORM
    }

    /// The load in a few characters.
    String label();
}
