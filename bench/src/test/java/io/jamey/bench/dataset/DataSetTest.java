package io.jamey.bench.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.jamey.Embedding;
import io.jamey.Filter;
import io.jamey.MemoryStore;
import io.jamey.bench.data.SampleMemories;
import io.jamey.bench.data.SampleMemories.Share;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataSetTest {
    private static final DataShape SHAPE = new DataShape(1_250, 16, 3, false, 4);

    @TempDir
    private Path folder;

    @Test
    void isBuiltOnceForEachCode() {
        var stores = new FileStores();

        DataSet first = DataSet.of(SHAPE, stores, folder, "a", Steps.UNHEARD);
        DataSet again = DataSet.of(SHAPE, stores, folder, "a", Steps.UNHEARD);
        DataSet other = DataSet.of(SHAPE, stores, folder, "b", Steps.UNHEARD);

        assertThat(again.folder()).isEqualTo(first.folder());
        assertThat(other.folder()).isNotEqualTo(first.folder());
        assertThat(stores.opened()).isEqualTo(2);
    }

    @Test
    void ofOtherCodeIsForgottenWhenThereAreMany() throws IOException {
        for (int code = 0; code < 9; code++) {
            DataSet.of(new DataShape(100, 2, 1, false, 1), new FileStores(), folder, "code" + code, Steps.UNHEARD);
        }

        try (Stream<Path> kept = Files.list(folder)) {
            assertThat(kept).hasSize(6);
        }
    }

    @Test
    void holdsEveryRowInItsNamespace() {
        DataSet data = DataSet.of(SHAPE, new FileStores(), folder.resolve("cache"), "a", Steps.UNHEARD);
        data.copyTo(folder.resolve("copy"), new FileStores());

        try (MemoryStore store = new FileStores().open(folder.resolve("copy"))) {
            assertThat(store.namespaces()).hasSize(4);
            long sum = 0;
            for (int i = 0; i < 4; i++) {
                sum += store.count(SHAPE.namespace(i), Filter.everything());
            }
            assertThat(sum).isEqualTo(1_250);
            for (long row : List.of(0L, 312L, 313L, 1_249L)) {
                assertThat(store.retrieve(
                                SHAPE.namespace(SHAPE.namespaceOf(row)),
                                SHAPE.memories().id(row)))
                        .isPresent();
            }
        }
    }

    @Test
    void knowsTheRightAnswers() {
        Truth truth =
                DataSet.of(SHAPE, new FileStores(), folder, "a", Steps.UNHEARD).truth();
        SampleMemories memories = SHAPE.memories();

        for (int question = 0; question < truth.questions(); question++) {
            int number = question;
            int namespace = SHAPE.namespaceOf(memories.asked(number, SHAPE.rows()));
            var asked = Embedding.owning(memories.vectors().question(number, SHAPE.rows()));
            for (Optional<Share> only : List.of(Optional.<Share>empty(), Optional.of(Share.TENTH))) {
                List<Long> right = LongStream.range(0, SHAPE.rows())
                        .boxed()
                        .filter(row -> SHAPE.namespaceOf(row) == namespace
                                && only.map(share -> share.has(row)).orElse(true))
                        .sorted(Comparator.comparingDouble((Long row) -> -asked.cosine(
                                Embedding.owning(memories.vectors().vector(row)))))
                        .limit(10)
                        .toList();
                assertThat(right).allMatch(row -> truth.has(number, only, row));
                assertThat(truth.size(number, only)).isEqualTo(right.size());
            }
        }
    }

    @Test
    void ofAnImpossibleShapeIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new DataShape(10, 16, 1, false, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new DataShape(1_000, 1, 1, false, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new DataShape(1_000, 16, 1, false, 101));
    }
}
