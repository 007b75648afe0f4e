package io.jamey.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A store much larger than the heap, and one of many namespaces, in a process with little memory.
class SmallHeapTest {
    private static final int NAMESPACES = Integer.getInteger("jamey.namespaces", 1_000);

    @TempDir
    private Path folder;

    @Test
    void a_store_larger_than_the_heap_is_written_searched_listed_and_verified() throws Exception {
        run("40m", "25", "600", "768");
        assertThat(Files.size(folder.resolve("memory.db"))).isGreaterThan(50L << 20);
    }

    @Test
    void more_namespaces_than_the_heap_has_room_for_are_no_trouble() throws Exception {
        run("32m", Integer.toString(NAMESPACES), "1", "8");
    }

    private void run(String heap, String... sizes) throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-modules=jdk.incubator.vector",
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:+UseSerialGC", // as jamey itself is started
                        "-Xmx" + heap,
                        "-cp",
                        System.getProperty("java.class.path"),
                        SmallHeapUser.class.getName(),
                        folder.resolve("memory.db").toString(),
                        sizes[0],
                        sizes[1],
                        sizes[2])
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor()).as(() -> read(output)).isZero();
        assertThat(read(output)).contains("all is there");
    }

    private static String read(Path output) {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
