package io.jamey.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The launcher script, copied to a root of its own where Maven and Java are stand-ins that say what they are
/// asked to do.
class LauncherTest {
    private static final String FAKE_MAVEN = """
            #!/bin/sh
            echo "$@" >>maven-calls
            [ -e broken ] && { echo '[ERROR] Main.java:[7,1] a fine error'; exit 1; }
            case "$*" in *'-pl lab'*)
              mkdir -p lab/target/jamey/lib
              : >lab/target/jamey-lab-1.jar
              : >lab/target/jamey/lib/b.jar
              exit 0 ;;
            esac
            mkdir -p cli/target/jamey/lib
            : >cli/target/jamey-cli-1.jar
            : >cli/target/jamey/lib/a.jar
            """;
    private static final String FAKE_JAVA = """
            #!/bin/sh
            for word in "$@"; do echo "<$word>"; done
            exit 7
            """;

    @TempDir
    private Path folder;

    private Path root;

    private record Ran(int code, List<String> out, String err) {}

    @BeforeEach
    void copyTheLauncher() throws IOException {
        root = Files.createDirectories(folder.resolve("a root"));
        Path home = Path.of("..").toAbsolutePath().normalize();
        Files.createDirectories(root.resolve(".mvn"));
        Files.copy(home.resolve(".mvn/jdk25.sh"), root.resolve(".mvn/jdk25.sh"));
        Files.copy(home.resolve("jamey"), root.resolve("jamey"));
        script(root.resolve("mvnw"), FAKE_MAVEN);
        Files.createDirectories(root.resolve("jdk/bin"));
        script(root.resolve("jdk/bin/java"), FAKE_JAVA);
        script(root.resolve("jdk/bin/javac"), FAKE_JAVA);
        Files.writeString(root.resolve("jdk/release"), "JAVA_VERSION=\"25.0.1\"\n");
        Files.createDirectories(root.resolve("cli/src/main"));
        old(Files.writeString(root.resolve("pom.xml"), ""));
        old(Files.writeString(root.resolve("cli/pom.xml"), ""));
        old(Files.writeString(root.resolve("cli/src/main/Main.java"), ""));
        old(root.resolve("cli/src/main"));
    }

    private static void script(Path path, String text) throws IOException {
        Files.writeString(path, text);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void old(Path path) throws IOException {
        Files.setLastModifiedTime(path, FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
    }

    private Ran run(Path launcher, String... args) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(args));
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().put("JAVA_HOME", root.resolve("jdk").toString());
        Process process = builder.start();
        process.getOutputStream().close();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("the launcher hangs: " + Files.readString(err));
        }
        return new Ran(process.exitValue(), Files.readAllLines(out, UTF_8), Files.readString(err));
    }

    private long builds() throws IOException {
        Path calls = root.resolve("maven-calls");
        return Files.exists(calls) ? Files.readAllLines(calls).size() : 0;
    }

    @Test
    void theFirstRunBuildsAndSaysSoAndTheNextDoesNot() throws Exception {
        Ran first = run(root.resolve("jamey"), "list");
        Ran second = run(root.resolve("jamey"), "list");

        assertThat(first.err()).contains("Building jamey").contains("Built in ");
        assertThat(first.code()).isEqualTo(7);
        assertThat(second.err()).isEmpty();
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void sourcesThatAreNewerAreBuilt() throws Exception {
        run(root.resolve("jamey"));
        Files.setLastModifiedTime(
                root.resolve("cli/src/main/Main.java"),
                FileTime.from(Instant.now().plusSeconds(60)));

        run(root.resolve("jamey"));

        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void argumentsArriveAsTheyWereTyped() throws Exception {
        Ran ran = run(root.resolve("jamey"), "store", "two words", "", "*", "it's \"so\"", "$HOME");

        assertThat(ran.out())
                .endsWith("<io.jamey.cli.Main>", "<store>", "<two words>", "<>", "<*>", "<it's \"so\">", "<$HOME>");
        assertThat(ran.out()).contains("<-Djamey.terminal.output=false>", "<-Djamey.command=" + root + "/jamey>");
        assertThat(ran.out())
                .contains("<" + root.toRealPath() + "/cli/target/jamey-cli-1.jar:" + root.toRealPath()
                        + "/cli/target/jamey/lib/a.jar>");
    }

    @Test
    void whatDoesNotShipIsBuiltWhenAskedForAndRunInsteadOfTheCommand() throws Exception {
        Ran ran = run(root.resolve("jamey"), "bench", "peers", "--rows", "1000");

        assertThat(ran.out()).endsWith("<io.jamey.lab.Main>", "<peers>", "<--rows>", "<1000>");
        assertThat(ran.out())
                .contains("<" + root.toRealPath() + "/lab/target/jamey-lab-1.jar:" + root.toRealPath()
                        + "/lab/target/jamey/lib/b.jar>");
        run(root.resolve("jamey"), "bench", "data");
        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void itWorksThroughLinks() throws Exception {
        Path bin = Files.createDirectories(folder.resolve("bin"));
        Files.createSymbolicLink(bin.resolve("direct"), root.resolve("jamey"));
        Files.createSymbolicLink(bin.resolve("indirect"), Path.of("direct"));

        assertThat(run(bin.resolve("indirect"), "x").out()).endsWith("<x>");
    }

    @Test
    void aFailedBuildShowsWhyAndTheNextRunTriesAgain() throws Exception {
        Files.writeString(root.resolve("broken"), "");

        Ran failed = run(root.resolve("jamey"), "x");

        assertThat(failed.code()).isEqualTo(ExitCode.BUG);
        assertThat(failed.out()).isEmpty();
        assertThat(failed.err()).contains("The build failed").contains("a fine error");
        Files.delete(root.resolve("broken"));
        assertThat(run(root.resolve("jamey"), "x").out()).endsWith("<x>");
    }

    @Test
    void aLockLeftByAKilledBuildIsNoObstacle() throws Exception {
        Files.createDirectories(root.resolve("target/jamey-build.lock"));

        assertThat(run(root.resolve("jamey"), "x").out()).endsWith("<x>");
    }

    @Test
    void theRealCommandRunsThroughIt() throws Exception {
        Path built = Files.createDirectories(root.resolve("cli/target/jamey"));
        Files.writeString(built.resolve("classpath"), System.getProperty("java.class.path"));
        Files.delete(root.resolve("jdk/bin/java"));
        Files.createSymbolicLink(root.resolve("jdk/bin/java"), Path.of(System.getProperty("java.home"), "bin", "java"));
        String store = folder.resolve("my store.db").toString();

        Ran stored = run(root.resolve("jamey"), "store", "Prefers green tea", "--embedder", "none", "--store", store);
        Ran listed = run(root.resolve("jamey"), "list", "--store", store);

        assertThat(stored.code()).isZero();
        assertThat(stored.out()).singleElement().asString().startsWith("stored ");
        assertThat(listed.out()).anyMatch(line -> line.endsWith("Prefers green tea"));
    }
}
