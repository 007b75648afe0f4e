package io.jamey.bench.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class CallTreeTest {
    private static final Frame SEARCH = Frame.method("io.jamey.Store", "search", false);
    private static final Frame SCAN = Frame.method("io.jamey.Index", "scan", false);
    private static final Frame SORT = Frame.method("java.util.Arrays", "sort", false);

    private final CallTree tree = new CallTree(Frame.thread("search"));

    @Test
    void mergesStacksThatBeginAlike() {
        tree.add(List.of(SEARCH, SCAN), 30);
        tree.add(List.of(SEARCH, SORT), 5);
        tree.add(List.of(SEARCH, SCAN), 10);
        tree.add(List.of(SEARCH), 1);
        tree.add(List.of(SORT), 4);

        assertThat(tree.total()).isEqualTo(50);
        assertThat(tree.self()).isZero();
        assertThat(tree.collapsed())
                .containsExactly(
                        "[search];io.jamey.Store.search 1",
                        "[search];io.jamey.Store.search;io.jamey.Index.scan 40",
                        "[search];io.jamey.Store.search;java.util.Arrays.sort 5",
                        "[search];java.util.Arrays.sort 4");
    }

    @Test
    void sumsAFrameOverAllPlacesAndCountsRecursionOnce() {
        tree.add(List.of(SEARCH, SORT, SORT, SORT), 6);
        tree.add(List.of(SEARCH, SORT, SCAN), 1);
        tree.add(List.of(SORT), 4);

        assertThat(tree.hottest(5))
                .containsExactly(new CallTree.Hotspot(SORT, 10, 11), new CallTree.Hotspot(SCAN, 1, 1));
        assertThat(tree.hottest(1)).hasSize(1);
    }

    @Test
    void refusesStacksWithoutWeight() {
        assertThatIllegalArgumentException().isThrownBy(() -> tree.add(List.of(SEARCH), 0));
    }

    @Test
    void noNameBreaksALineOfCollapsedStacks() {
        tree.add(List.of(Frame.method("a.B", "strange;name with\nbreaks", false)), 7);

        assertThat(tree.collapsed()).containsExactly("[search];a.B.strange_name_with_breaks 7");
    }
}
