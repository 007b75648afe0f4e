package io.jamey.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.jamey.Filter;
import io.jamey.Memory;
import io.jamey.Namespace;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A process that writes is killed without warning, again and again, on the same file. Whatever it was told is stored
/// is there, whatever it was told is deleted is gone, and what was under way has happened whole or not at all.
class CrashTest {
    private static final int KILLS = Integer.getInteger("jamey.kills", 12);
    private static final Duration LONGEST_LIFE = Duration.ofMillis(400);

    @TempDir
    private Path folder;

    /// What one thread of the victim has done, as far as we were told.
    private static final class Told {
        private final Map<UUID, String> contents = new HashMap<>();
        private Optional<String> underWay = Optional.empty();

        void hear(String line) {
            if (line.equals("done")) {
                underWay.ifPresent(operation -> apply(operation, contents));
                underWay = Optional.empty();
            } else {
                underWay = Optional.of(line);
            }
        }

        static void apply(String operation, Map<UUID, String> contents) {
            String[] words = operation.split(" ", -1);
            for (int i = 2; i < words.length; i++) {
                UUID id = UUID.fromString(words[i]);
                switch (words[0]) {
                    case "store", "update" -> contents.put(id, "content " + words[1]);
                    case "delete" -> contents.remove(id);
                    default -> throw new IllegalArgumentException(operation);
                }
            }
        }

        /// The only two states the store may be in.
        List<Map<UUID, String>> possible() {
            var states = new ArrayList<Map<UUID, String>>(List.of(Map.copyOf(contents)));
            underWay.ifPresent(operation -> {
                var after = new HashMap<>(contents);
                apply(operation, after);
                states.add(after);
            });
            return states;
        }

        void settle(Map<UUID, String> found) {
            contents.clear();
            contents.putAll(found);
            underWay = Optional.empty();
        }
    }

    @Test
    void acknowledged_writes_survive_a_kill_and_deletes_stay_deleted() throws Exception {
        long seed = Long.getLong("jamey.seed", System.nanoTime());
        System.out.println("repeat with -Djamey.seed=" + seed);
        var random = new Random(seed);
        Path file = folder.resolve("memory.db");
        Map<Integer, Told> told = new HashMap<>();
        int acknowledged = 0;
        for (int kill = 1; kill <= KILLS; kill++) {
            acknowledged += writeAndKill(file, random, told);
            try (var store = EmbeddedMemoryStore.open(file)) {
                for (var entry : told.entrySet()) {
                    Map<UUID, String> found = contents(store, CrashingWriter.namespace(entry.getKey()));
                    assertThat(entry.getValue().possible())
                            .as("kill %d, thread %d, seed %d", kill, entry.getKey(), seed)
                            .contains(found);
                    entry.getValue().settle(found);
                }
            }
        }
        System.out.println(KILLS + " kills, " + acknowledged + " acknowledged writes, none lost");
    }

    private int writeAndKill(Path file, Random random, Map<Integer, Told> told)
            throws IOException, InterruptedException {
        Process victim = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CrashingWriter.class.getName(),
                        file.toString(),
                        Long.toString(random.nextLong()))
                .redirectError(Redirect.appendTo(folder.resolve("errors").toFile()))
                .start();
        int acknowledged = 0;
        try (BufferedReader output = victim.inputReader()) {
            assertThat(output.readLine()).as("the victim started").isEqualTo("READY");
            long lifeNanos = (long) (random.nextDouble() * LONGEST_LIFE.toNanos());
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                // A line that the kill cut short was about something that had not begun.
                if (!line.endsWith(CrashingWriter.END)) {
                    continue;
                }
                String[] parts = line.substring(0, line.length() - CrashingWriter.END.length())
                        .split(" ", 2);
                told.computeIfAbsent(Integer.parseInt(parts[0]), _ -> new Told())
                        .hear(parts[1]);
                if (parts[1].equals("done") && acknowledged++ == 0) {
                    killAfter(lifeNanos, victim);
                }
            }
        }
        victim.waitFor();
        return acknowledged;
    }

    private static void killAfter(long nanos, Process victim) {
        Thread.ofVirtual().start(() -> {
            try {
                TimeUnit.NANOSECONDS.sleep(nanos);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            // Process.destroyForcibly would close the pipe with what the victim said last.
            victim.toHandle().destroyForcibly();
        });
    }

    private static Map<UUID, String> contents(EmbeddedMemoryStore store, Namespace namespace) {
        var found = new HashMap<UUID, String>();
        try (Stream<Memory> memories = store.iterate(namespace, Filter.everything())) {
            memories.forEach(memory -> found.put(memory.id(), memory.content()));
        }
        assertThat(store.count(namespace, Filter.everything())).isEqualTo(found.size());
        return found;
    }
}
