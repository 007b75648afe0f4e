package io.jamey.bench.code;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentHashTest {
    @TempDir
    private Path folder;

    @Test
    void isSha256() throws IOException {
        Path file = Files.writeString(folder.resolve("abc"), "abc");

        assertThat(ContentHash.of(file)).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void ofAFolderTellsNamesAndContents() throws IOException {
        Path one = Files.createDirectories(folder.resolve("one"));
        Path two = Files.createDirectories(folder.resolve("two"));
        Files.writeString(one.resolve("a"), "1");
        Files.writeString(two.resolve("a"), "1");
        String equal = ContentHash.of(one);

        assertThat(ContentHash.of(two)).isEqualTo(equal);
        Files.writeString(two.resolve("a"), "2");
        assertThat(ContentHash.of(two)).isNotEqualTo(equal);
        Files.move(two.resolve("a"), two.resolve("b"));
        Files.writeString(two.resolve("b"), "1");
        assertThat(ContentHash.of(two)).isNotEqualTo(equal);
    }

    @Test
    void theKeyOfDataIsTheSameFromRunToRun() {
        assertThat(Program.running().dataKey()).isEqualTo(Program.running().dataKey());
    }
}
