package io.jamey.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jamey.cli.transcripts.Shown;
import io.jamey.cli.transcripts.Step;
import io.jamey.json.Json;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Does what docs/start.md says, in a real shell against a real server, and sees what it shows.
@Timeout(120)
class StartPageTest {
    /// SIGINT, as a bit.
    private static final long INTERRUPT = 1 << 1;

    private static final Path PAGE = Path.of("..", "docs", "start.md");
    private static final String END = "--- end of the step ---";
    private static final Pattern JSON_BLOCK = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);

    @TempDir
    private Path home;

    private final Shown shown = new Shown();
    private Process shell;
    private Writer typing;
    private BufferedReader screen;
    private @Nullable Process server;

    @BeforeEach
    void openAShell() throws IOException {
        require("bash");
        require("curl");
        Path bin = Files.createDirectories(home.resolve("bin"));
        String java = "'" + Path.of(System.getProperty("java.home"), "bin", "java")
                + "' --enable-native-access=ALL-UNNAMED -XX:TieredStopAtLevel=1"
                + " '-Duser.home=" + home + "' -cp '" + System.getProperty("java.class.path") + "' "
                + Main.class.getName() + " \"$@\"";
        script(bin.resolve("jamey"), """
                #!/bin/sh
                exec %s
                """.formatted(java));
        shell = builder("bash", "--noprofile", "--norc")
                .redirectErrorStream(true)
                .start();
        typing = shell.outputWriter(UTF_8);
        screen = shell.inputReader(UTF_8);
        shown.means("/home/you", home.toString());
    }

    /// Whoever has none of it sees that this was not tried.
    private static void require(String program) {
        boolean there = Pattern.compile(Pattern.quote(File.pathSeparator))
                .splitAsStream(System.getenv("PATH"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
        if (!there) {
            System.err.println("NOT TRIED: docs/start.md, for there is no " + program + " here. Install it.");
        }
        Assumptions.assumeTrue(there, program + " is needed to try docs/start.md: install it");
    }

    private static void script(Path path, String text) throws IOException {
        Files.writeString(path, text);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private ProcessBuilder builder(String... command) {
        var builder = new ProcessBuilder(command).directory(home.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("JAMEY_") || name.endsWith("_proxy"));
        builder.environment().put("HOME", home.toString());
        builder.environment().merge("PATH", home.resolve("bin").toString(), (path, bin) -> bin + ":" + path);
        return builder;
    }

    @AfterEach
    void close() throws Exception {
        if (server != null) {
            server.destroyForcibly();
        }
        if (shell != null) {
            shell.destroyForcibly();
        }
    }

    @Test
    void everyLineOfThePageDoesWhatItShows() throws Exception {
        List<Step> steps = Step.of(Files.readAllLines(PAGE));
        var lies = new ArrayList<String>();
        for (Step step : steps) {
            List<String> lines = switch (step.command()) {
                case "jamey serve" -> serve(step.shown().size());
                case "^C" -> interrupt();
                default -> type(shown.command(step.command()));
            };
            if (!shown.isSame(step.shown(), lines)) {
                lies.add("docs/start.md:" + step.line() + ": " + step.command() + "\nshows\n"
                        + String.join("\n", step.shown()) + "\nand is answered\n" + String.join("\n", lines));
            }
        }
        assertThat(lies).isEmpty();
        assertThat(steps).hasSizeGreaterThan(20);
        assertThat(Objects.requireNonNull(server).isAlive())
                .as("the page says how to stop the server")
                .isFalse();
    }

    /// The page's ports are any that are free here.
    private List<String> serve(int lines) throws IOException {
        Process started = builder(home.resolve("bin/jamey").toString(), "serve", "--port", "0", "--metrics-port", "0")
                .redirectError(home.resolve("stderr").toFile())
                .start();
        server = started;
        BufferedReader printed = started.inputReader(UTF_8);
        var heard = new ArrayList<String>();
        for (String line = printed.readLine(); line != null; line = printed.readLine()) {
            heard.add(line);
            var port = Pattern.compile("^api .*:(\\d+)/v1$").matcher(line);
            if (port.matches()) {
                shown.means("8080", port.group(1));
            }
            var metrics = Pattern.compile("^metrics .*:(\\d+)/metrics$").matcher(line);
            if (metrics.matches()) {
                shown.means("9090", metrics.group(1));
            }
            if (heard.size() == lines) {
                break;
            }
        }
        return heard;
    }

    private List<String> interrupt() throws Exception {
        Process running = Objects.requireNonNull(server);
        new ProcessBuilder("kill", ignoresInterrupts() ? "-TERM" : "-INT", String.valueOf(running.pid()))
                .start()
                .waitFor();
        assertThat(running.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return List.of();
    }

    /// What was started in the background of a script does not hear Ctrl-C, nor does what that starts.
    private static boolean ignoresInterrupts() throws IOException {
        Path status = Path.of("/proc/self/status");
        return Files.exists(status)
                && Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .anyMatch(line ->
                                (Long.parseUnsignedLong(line.substring(7).strip(), 16) & INTERRUPT) != 0);
    }

    private List<String> type(String command) throws IOException {
        typing.write(command + "\necho; echo '" + END + "'\n");
        typing.flush();
        var lines = new ArrayList<String>();
        for (String line = screen.readLine(); line != null && !line.equals(END); line = screen.readLine()) {
            lines.add(line);
        }
        // the line end before the mark, which is a line of its own where the answer ended with one
        if (!lines.isEmpty() && lines.getLast().isEmpty()) {
            lines.removeLast();
        }
        return lines;
    }

    @Test
    void theSettingsOfClientsAreJsonAndNameTheCommandAndTheAddress() throws IOException {
        List<Map<?, ?>> blocks = JSON_BLOCK
                .matcher(Files.readString(PAGE))
                .results()
                .<Map<?, ?>>map(block -> (Map<?, ?>) Json.read(block.group(1).getBytes(UTF_8)))
                .toList();

        assertThat(blocks)
                .hasSizeGreaterThanOrEqualTo(2)
                .allSatisfy(block -> assertThat(block.keySet()).hasToString("[mcpServers]"));
        assertThat(blocks.toString())
                .contains("command=jamey, args=[mcp, --namespace, ann]")
                .contains("url=http://127.0.0.1:8080/mcp");
    }
}
