package io.jamey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryFolderTest {
    private static final String PREFIX = "jamey-test-";

    @TempDir
    private Path home;

    /// A process with a temporary folder that has started another, and says so: `pid folder`.
    static final class Owner {
        private Owner() {}

        public static void main(String... args) throws IOException {
            try (var folder = new TemporaryFolder(Path.of(args[0]), PREFIX)) {
                Files.writeString(
                        Files.createDirectories(folder.path().resolve("pair")).resolve("file"), "data");
                Process child = java(Sleeper.class);
                System.out.println(child.pid() + " " + folder.path());
                LockSupport.park();
            }
        }
    }

    static final class Sleeper {
        private Sleeper() {}

        public static void main(String... args) {
            while (true) {
                LockSupport.park();
            }
        }
    }

    private static Process java(Class<?> main, String... args) throws IOException {
        var command = Stream.concat(
                Stream.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        main.getName()),
                Stream.of(args));
        return new ProcessBuilder(command.toList())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private record Owned(Process process, ProcessHandle child, Path folder) {}

    private Owned owner() throws IOException {
        Process process = java(Owner.class, home.toString());
        BufferedReader said = process.inputReader();
        List<String> words = List.of(Objects.requireNonNull(said.readLine()).split(" ", 2));
        return new Owned(
                process, ProcessHandle.of(Long.parseLong(words.getFirst())).orElseThrow(), Path.of(words.getLast()));
    }

    private List<Path> folders() throws IOException {
        try (Stream<Path> all = Files.list(home.toRealPath())) {
            return all.toList();
        }
    }

    private static void ended(ProcessHandle process) throws Exception {
        process.onExit().get(1, TimeUnit.MINUTES);
    }

    @Test
    void isGoneWhenItIsClosed() throws IOException {
        try (var folder = new TemporaryFolder(home, PREFIX)) {
            Files.writeString(
                    Files.createDirectories(folder.path().resolve("a/b")).resolve("c"), "");
        }

        assertThat(folders()).isEmpty();
    }

    @Test
    void aProcessThatIsAskedToEndEndsThoseItStartedAndDeletesItsFolder() throws Exception {
        Owned owner = owner();
        assertThat(owner.folder().resolve("pair/file")).exists();

        owner.process().destroy();
        ended(owner.process().toHandle());
        ended(owner.child());

        assertThat(folders()).isEmpty();
    }

    @Test
    void whatAKilledProcessLeavesIsDeletedByTheNextWhatALivingOneUsesIsNot() throws Exception {
        Owned killed = owner();
        Owned living = owner();
        killed.process().destroyForcibly();
        ended(killed.process().toHandle());
        killed.child().destroyForcibly();
        Path strange = Files.createDirectories(home.resolve(PREFIX + "of-somebody-else"));

        try (var first = new TemporaryFolder(home, PREFIX);
                var second = new TemporaryFolder(home, PREFIX)) {
            assertThat(folders())
                    .containsExactlyInAnyOrder(living.folder(), first.path(), second.path(), strange.toRealPath());
        } finally {
            living.process().destroy();
            ended(living.process().toHandle());
        }
    }
}
