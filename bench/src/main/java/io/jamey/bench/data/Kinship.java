package io.jamey.bench.data;

/// Which rows belong together: rows that follow each other are shared out among a few threads, threads belong to
/// topics, some topics have many more than others, and now and then a row says an earlier one over again.
///
/// @param duplicates whether there are such rows
record Kinship(Streams streams, boolean duplicates) {
    /// Rows that follow each other and share their threads.
    private static final int STRETCH = 64;

    /// Threads in a stretch. The first have more rows than the last.
    private static final int THREADS = 12;

    private static final int TOPICS = 80;
    private static final double DUPLICATES = 0.02;

    /// How far back an earlier row lies at most.
    private static final int REACH = 1000;

    /// What a row is about.
    ///
    /// @param thread numbered through all stretches
    record Subject(long thread, int topic) {}

    Subject subject(long row) {
        var random = streams.of(Streams.Use.ROW, row);
        long stretch = row / STRETCH;
        long thread = stretch * THREADS + (int) (THREADS * Math.pow(random.nextDouble(), 1.5));
        double chosen = streams.of(Streams.Use.THREAD, thread).nextDouble();
        return new Subject(thread, (int) (TOPICS * chosen * chosen));
    }

    /// The row that this one says over again, or itself.
    long original(long row) {
        long at = row;
        while (duplicates && at > 0) {
            var random = streams.of(Streams.Use.ROW, ~at);
            if (random.nextDouble() >= DUPLICATES) {
                break;
            }
            at -= 1 + random.nextLong(Math.min(at, REACH));
        }
        return at;
    }
}
