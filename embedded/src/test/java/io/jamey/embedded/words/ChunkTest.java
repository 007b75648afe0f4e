package io.jamey.embedded.words;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.jamey.words.AnalyzedText;
import io.jamey.words.WordAnalyzer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChunkTest {
    private static final long[] ALL = {-1L};

    private final WordAnalyzer analyzer = new WordAnalyzer();
    private final Postings postings = new Postings(Integer::compare);
    private final Postings restored = new Postings(Integer::compare);

    @Test
    void aChunkHoldsItsSlotsAndNoOthers() {
        add(2, "tea 🍵 with José");
        add(3, "to be or not to be");
        add(5, "茶 and tea and tea");
        add(9, "coffee");
        restored.read(postings.write(2, 9), ALL);
        assertThat(restored.text(2)).isEqualTo(postings.text(2));
        assertThat(restored.text(5)).isEqualTo(postings.text(5));
        assertThat(restored.text(9)).isEqualTo(AnalyzedText.EMPTY);
        assertThat(restored.passages()).isEqualTo(2);
    }

    @Test
    void anEmptyChunkIsFine() {
        restored.read(postings.write(0, 1_024), ALL);
        restored.read(postings.write(7, 7), ALL);
        assertThat(restored.passages()).isZero();
    }

    @Test
    void aSlotThatIsTakenIsRefusedUnlessItIsNotAccepted() {
        add(0, "tea");
        add(1, "coffee");
        byte[] chunk = postings.write(0, 2);
        restored.add(1, analyzer.analyze("milk"));
        assertThatThrownBy(() -> restored.read(chunk, ALL)).isInstanceOf(IllegalArgumentException.class);
        assertThat(restored.passages()).isEqualTo(1);
        restored.read(chunk, new long[] {1});
        assertThat(restored.search(List.of("tea", "coffe", "milk"), ALL, 9).size())
                .isEqualTo(2);
    }

    @Test
    void aChunkThatIsCutShortOrTooLongIsRefused() {
        add(0, "tea with milk and milk");
        byte[] chunk = postings.write(0, 2);
        for (int length = 0; length < chunk.length; length++) {
            byte[] cut = Arrays.copyOf(chunk, length);
            assertThatThrownBy(() -> restored.read(cut, ALL))
                    .as("%d of %d bytes", length, chunk.length)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        byte[] longer = Arrays.copyOf(chunk, chunk.length + 1);
        assertThatThrownBy(() -> restored.read(longer, ALL)).isInstanceOf(IllegalArgumentException.class);
        assertThat(restored.passages()).isZero();
    }

    @Test
    void anotherVersionIsRefused() {
        byte[] chunk = postings.write(0, 2);
        chunk[0]++;
        assertThatThrownBy(() -> restored.read(chunk, ALL))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("version");
    }

    @Test
    void damageIsRefusedOrBelievedButNothingWorse() {
        long seed = Long.getLong("jamey.seed", System.nanoTime());
        var random = new Random(seed);
        add(0, "tea with milk and milk");
        add(1, "a " + "harbour and boats ".repeat(80));
        byte[] chunk = postings.write(0, 64);
        for (int i = 0; i < 2_000; i++) {
            byte[] damaged = chunk.clone();
            damaged[random.nextInt(chunk.length)] = (byte) random.nextInt(256);
            var victim = new Postings(Integer::compare);
            Throwable thrown = catchThrowable(() -> victim.read(damaged, ALL));
            if (thrown != null) {
                assertThat(thrown).as("seed %d", seed).isInstanceOf(IllegalArgumentException.class);
                assertThat(victim.passages()).as("seed %d", seed).isZero();
            }
        }
    }

    private void add(int slot, String text) {
        postings.add(slot, analyzer.analyze(text));
    }
}
