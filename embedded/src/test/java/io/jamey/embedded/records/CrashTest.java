package io.jamey.embedded.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Another process writes and says what it was promised; this one kills it, or spoils its disk, and looks.
class CrashTest {
    private static final int KILLS = Integer.getInteger("jamey.kills", 8);
    private static final Settings SETTINGS = Settings.defaults(InstantSource.system());

    @TempDir
    Path folder;

    @Test
    void nothingAcknowledgedIsLostAndNoDeleteUndoneByKillingTheProcess() throws Exception {
        Path path = folder.resolve("test.jamey");
        var random = Samples.random("killing");
        var promised = new Promised();
        for (int kill = 0; kill < KILLS; kill++) {
            int linesBefore = 1 + random.nextInt(300);
            try (Child child = Child.start(Child.Role.WRITE, path)) {
                for (int i = 0; i < linesBefore; i++) {
                    promised.note(child.line());
                }
                child.kill();
                for (String line = child.line(); line != null; line = child.line()) {
                    promised.note(line);
                }
            }
            try (var file = RecordFile.open(path, SETTINGS)) {
                promised.check(rids(file));
                assertSound(file);
            }
        }
        assertThat(promised.deleted).as("the child got to deletes").isNotEmpty();
    }

    /// What the child was told. What was on its way when it died may or may not have happened: at most one
    /// write per thread.
    private static final class Promised {
        private final Set<Long> added = new HashSet<>();
        private final Set<Long> deleting = new HashSet<>();
        private final Set<Long> deleted = new HashSet<>();

        void note(String line) {
            int space = line.indexOf(' ') + 1;
            switch (line.substring(0, space)) {
                case "ADDED " -> added.add(Long.valueOf(line.substring(space)));
                case "DELETING " -> deleting.add(Long.valueOf(line.substring(space)));
                case "DELETED " -> deleted.add(Long.valueOf(line.substring(space)));
                default -> assertThat(line).isEqualTo("OPEN");
            }
        }

        void check(Set<Long> there) {
            assertThat(minus(added, deleting, there))
                    .as("acknowledged and lost")
                    .isEmpty();
            assertThat(deleted).as("deleted and back").doesNotContainAnyElementsOf(there);
            Set<Long> unpromised = minus(there, added);
            Set<Long> undecided = minus(deleting, deleted);
            assertThat(unpromised.size() + undecided.size()).isLessThanOrEqualTo(Child.THREADS);
            // Decided now, whichever way.
            added.addAll(unpromised);
            deleted.addAll(minus(undecided, there));
            deleting.retainAll(deleted);
        }

        @SafeVarargs
        private static Set<Long> minus(Set<Long> all, Set<Long>... without) {
            Set<Long> rest = new HashSet<>(all);
            for (Set<Long> some : without) {
                rest.removeAll(some);
            }
            return rest;
        }
    }

    @Test
    void aFailedSyncIsAnsweredUnavailableAndNothingAcknowledgedIsLostAfterwards() throws Exception {
        List<String> lines = storeUnder("inject=fsync,fdatasync:error=EIO:when=40", 120);
        assertThat(lines).filteredOn(line -> line.startsWith("UNAVAILABLE")).isNotEmpty();
        assertThat(lines).as("the index above is told before the caller").contains("REOPENED");
        assertThat(lines.get(lines.indexOf("REOPENED") + 1)).startsWith("UNAVAILABLE");
        assertThat(lines.getLast()).as("it recovers").startsWith("ADDED");
        assertAllThere(lines);
    }

    @Test
    void aFullDiskIsAnsweredFullAndNothingAcknowledgedIsLost() throws Exception {
        List<String> lines = storeUnder("inject=pwrite64:error=ENOSPC:when=400..440", 160);
        assertThat(lines).filteredOn(line -> line.startsWith("FULL")).isNotEmpty();
        assertThat(lines.getLast()).as("it goes on when there is room").startsWith("ADDED");
        assertAllThere(lines);
    }

    /// What the child said about so many writes while the system calls of its JVM failed as told.
    private List<String> storeUnder(String injection, int writes) throws Exception {
        assumeTrue(canTrace(), "strace is not installed or not allowed here: faults of the disk stay untested");
        try (Child child = Child.start(
                Child.Role.STORE,
                folder.resolve("test.jamey"),
                "strace",
                "-f",
                "--seccomp-bpf", // all other system calls at their usual speed
                "-qq",
                "-o",
                "/dev/null",
                "-e",
                "trace=fsync,fdatasync,pwrite64",
                "-e",
                injection)) {
            assertThat(child.line()).isEqualTo("OPEN");
            List<String> lines = new ArrayList<>();
            for (int i = 0; i < writes; i++) {
                lines.add(child.line());
            }
            return lines;
        }
    }

    private void assertAllThere(List<String> lines) {
        try (var file = RecordFile.open(folder.resolve("test.jamey"), SETTINGS)) {
            assertThat(rids(file))
                    .containsAll(lines.stream()
                            .filter(line -> line.startsWith("ADDED"))
                            .map(line -> Long.valueOf(line.substring("ADDED ".length())))
                            .toList());
            assertSound(file);
        }
    }

    private static Set<Long> rids(RecordFile file) {
        Set<Long> rids = new HashSet<>();
        for (long rid : file.<long[]>read(s -> s.rids(Child.NAMESPACE, 0))) {
            rids.add(rid);
        }
        return rids;
    }

    /// Every memory can be read, the counter is right, and SQLite finds no fault.
    private static void assertSound(RecordFile file) {
        long[] rids = file.read(s -> s.rids(Child.NAMESPACE, 0));
        assertThat(file.<List<StoredMemory>>read(s -> s.rows(Child.NAMESPACE, rids, true, Instant.MIN)))
                .as(() -> Arrays.toString(rids))
                .hasSize(rids.length);
        assertThat(file.<Long>read(s -> s.count(Child.NAMESPACE, Instant.MIN))).isEqualTo(rids.length);
        String verdict = file.read(s -> {
            try (var rows = s.sql.query("PRAGMA integrity_check")) {
                return rows.next() ? rows.text(1) : "";
            }
        });
        assertThat(verdict).isEqualTo("ok");
    }

    private boolean canTrace() throws InterruptedException {
        try {
            Path out = Files.createTempFile(folder, "strace", "");
            return new ProcessBuilder("strace", "-f", "--seccomp-bpf", "-o", out.toString(), "true")
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
