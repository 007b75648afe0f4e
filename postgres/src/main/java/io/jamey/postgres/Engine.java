package io.jamey.postgres;

import io.jamey.Filter;
import io.jamey.words.WordAnalyzer;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/// What the operations of a store share.
record Engine(
        Database database,
        Dimension dimension,
        AccessTimes access,
        WordAnalyzer words,
        InstantSource clock,
        int exactUpTo) {

    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    Analysis analyze(String content) {
        return Analysis.of(words, content);
    }

    /// A condition on last-access times is asked of the database: it has to know them first.
    void writeAccessFor(Filter filter) {
        if (FilterSql.readsAccess(filter)) {
            access.write(database);
        }
    }
}
