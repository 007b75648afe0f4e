package io.jamey.embedded.records;

import static org.assertj.core.api.Assertions.assertThat;

import io.jamey.Memory;
import io.jamey.Namespace;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ErasureTest {
    private static final Namespace ANN = Namespace.of("ann");

    @TempDir
    Path folder;

    @Test
    void afterCompactingNoByteOfDeletedOrReplacedMemoriesIsLeftInAnyFile() throws Exception {
        Random random = Samples.random("erasure");
        Path path = folder.resolve("test.jamey");
        Map<Long, Memory> live = new TreeMap<>();
        List<Memory> gone = new ArrayList<>();
        try (var file = RecordFile.open(path, Settings.defaults(InstantSource.system()))) {
            for (int i = 0; i < 60; i++) {
                file.write(tx -> {
                    for (int n = 0; n < 10; n++) {
                        change(tx, random, live, gone);
                    }
                    return true;
                });
            }
            Memory named = Samples.plain(Namespace.of("NAMESPACE-OF-ONE"), "SECRET-ALONE");
            long alone = file.write(tx -> tx.insert(named));
            file.write(tx -> tx.delete(named.namespace(), alone));
            long before = file.sizes().total();
            assertThat(file.compact()).isPositive();
            assertThat(file.sizes().total()).isLessThan(before);
            assertNothingLeft(gone);
        }
        assertNothingLeft(gone);
        Memory kept = live.values().iterator().next();
        assertThat(hits(kept, contents())).as("the search finds what is there").isNotEmpty();
        assertThat(gone).hasSizeGreaterThan(100);
    }

    private static void change(Transaction tx, Random random, Map<Long, Memory> live, List<Memory> gone) {
        List<Long> rids = List.copyOf(live.keySet());
        int choice = rids.size() < 10 ? 0 : random.nextInt(3);
        if (choice == 0) {
            Memory memory = secret(Samples.plain(ANN, "-"), random);
            live.put(tx.insert(memory), memory);
            return;
        }
        long rid = rids.get(random.nextInt(rids.size()));
        Memory old = Objects.requireNonNull(live.remove(rid));
        gone.add(old);
        if (choice == 1) {
            tx.delete(ANN, rid);
        } else {
            Memory memory = secret(old, random);
            tx.replace(rid, memory);
            live.put(rid, memory);
        }
    }

    /// The same memory with new, unique content of any size and a new embedding.
    private static Memory secret(Memory m, Random random) {
        String content = "SECRET-" + random.nextLong() + "-" + "x".repeat(random.nextInt(random.nextInt(9_000) + 1));
        return new Memory(
                m.id(),
                m.namespace(),
                m.type(),
                content,
                Optional.of(Samples.embedding(random, Samples.DIMENSION)),
                m.metadata(),
                m.session(),
                m.sequence(),
                m.actor(),
                m.importance(),
                m.createdAt(),
                m.updatedAt(),
                m.lastAccessed(),
                m.expiresAt(),
                m.version() + 1);
    }

    private void assertNothingLeft(List<Memory> gone) throws IOException {
        Map<String, String> files = contents();
        assertThat(gone.stream().flatMap(memory -> hits(memory, files))).isEmpty();
        assertThat(hits("NAMESPACE-OF-ONE", files)).isEmpty();
    }

    /// Where the content or the embedding of a memory begins in the files.
    private static Stream<String> hits(Memory memory, Map<String, String> files) {
        String content = memory.content();
        String marker = content.substring(0, content.indexOf('-', "SECRET-x".length()) + 1);
        ByteBuffer floats = ByteBuffer.allocate(2 * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        memory.embedding().ifPresent(e -> floats.putFloat(e.at(0)).putFloat(e.at(1)));
        return Stream.concat(hits(marker, files), hits(new String(floats.array(), StandardCharsets.ISO_8859_1), files));
    }

    private static Stream<String> hits(String needle, Map<String, String> files) {
        return files.entrySet().stream()
                .filter(file -> file.getValue().contains(needle))
                .map(file -> needle + " in " + file.getKey());
    }

    /// All files of the store, a character for each byte. (Reading the file drops SQLite's locks on it:
    /// harmless here, where no other process looks.)
    private Map<String, String> contents() throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                contents.put(
                        file.getFileName().toString(),
                        new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        return contents;
    }
}
