package io.jamey.bench.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SelectionTest {
    private static final Frame MARKER = Frame.method("bench.Marked", "call", false);
    private static final Frame LOOP = Frame.method("bench.Loop", "run", false);
    private static final Frame STORE = Frame.method("io.jamey.Store", "store", false);
    private static final Frame PREPARE = Frame.method("bench.Marked", "prepare", false);

    private final CallTree tree = new CallTree(Frame.thread("op"));
    private final Selection selection =
            new Selection(MARKER, "jamey-measuring", Map.of(at(10), at(20), at(30), at(40)));

    private static Instant at(long millis) {
        return Instant.ofEpochMilli(millis);
    }

    private static Sample sample(long millis, String thread, Frame... frames) {
        return new Sample(at(millis), thread, List.of(frames), false, 5);
    }

    @Test
    void ofTheMeasuringThreadOnlyWhatStandsBelowTheCallCounts() {
        long count = selection.collect(
                List.of(
                        sample(15, "jamey-measuring", LOOP, MARKER, STORE),
                        sample(15, "jamey-measuring", LOOP, PREPARE, STORE),
                        sample(15, "jamey-measuring", LOOP)),
                tree);

        assertThat(count).isEqualTo(1);
        assertThat(tree.collapsed()).containsExactly("[op];io.jamey.Store.store 5");
    }

    @Test
    void ofTheStoresThreadsWhatRanWhileCallsRanCounts() {
        selection.collect(
                List.of(
                        sample(9, "jamey-writer", STORE),
                        sample(10, "jamey-writer", STORE),
                        sample(20, "jamey-search-0", STORE),
                        sample(25, "jamey-writer", STORE),
                        sample(31, "jamey-search-1", STORE),
                        sample(41, "jamey-writer", STORE)),
                tree);

        assertThat(tree.collapsed())
                .containsExactly(
                        "[op];[jamey-search];io.jamey.Store.store 10", "[op];[jamey-writer];io.jamey.Store.store 5");
    }

    @Test
    void threadsOfTheMachineryDoNotCount() {
        assertThat(selection.collect(
                        List.of(
                                sample(15, "JFR Periodic Tasks", STORE),
                                sample(15, "main", STORE),
                                sample(15, "progressbar", STORE)),
                        tree))
                .isZero();
        assertThat(tree.total()).isZero();
    }

    @Test
    void aStackTooDeepForItsBeginningIsKeptWhileCallsRun() {
        selection.collect(
                List.of(
                        new Sample(at(12), "jamey-measuring", List.of(STORE), true, 2),
                        new Sample(at(22), "jamey-measuring", List.of(STORE), true, 3)),
                tree);

        assertThat(tree.collapsed()).containsExactly("[op];[too_deep_to_see_the_beginning];io.jamey.Store.store 2");
    }
}
