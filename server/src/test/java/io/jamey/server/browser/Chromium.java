package io.jamey.server.browser;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// A headless Chromium of this machine with one tab. Where there is none, the tests that want it are skipped, and say
/// so. The variable `CHROME` names another.
final class Chromium implements AutoCloseable {
    private static final String LISTENING = "DevTools listening on ";
    private static final List<String> USUAL = List.of(
            "/usr/bin/chromium",
            "/usr/bin/chromium-browser",
            "/usr/bin/google-chrome",
            "/usr/bin/google-chrome-stable",
            "/snap/bin/chromium",
            "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
            "/Applications/Chromium.app/Contents/MacOS/Chromium");

    private final Path folder;
    private final Process process;
    private final DevTools devTools;
    private final Tab tab;

    private Chromium(Path folder, Process process, URI address) {
        this.folder = folder;
        this.process = process;
        var complaints = new CopyOnWriteArrayList<String>();
        devTools = new DevTools(
                address,
                (method, parameters) -> Complaint.of(method, parameters).ifPresent(complaints::add));
        tab = Tab.open(devTools, complaints);
    }

    /// Starts one, or skips the test.
    ///
    /// @param folder of its own, for what it keeps; gone when it is closed
    static Chromium start(Path folder) throws IOException {
        Optional<String> program = found();
        if (program.isEmpty()) {
            System.err.println(
                    "THE DASHBOARD IS NOT TESTED: no Chromium or Chrome is here; install one, or name it by CHROME");
        }
        Assumptions.assumeTrue(program.isPresent(), "no Chromium or Chrome is here: install one, or name it by CHROME");
        var command = new ArrayList<>(List.of(program.get()));
        command.addAll(List.of(
                "--headless",
                "--no-sandbox", // it shows nothing but the page of this build, and as root there is no sandbox
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-extensions",
                "--disable-sync",
                "--no-first-run",
                "--no-default-browser-check",
                "--remote-debugging-port=0",
                "--user-data-dir=" + folder,
                "about:blank"));
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader said = process.errorReader();
        String line = said.readLine();
        while (line != null && !line.startsWith(LISTENING)) {
            line = said.readLine();
        }
        if (line == null) {
            throw new IllegalStateException(program.get() + " ended before it could be asked anything");
        }
        Thread.ofVirtual().start(() -> said.lines().forEach(_ -> {})); // what nobody reads would stop it
        return new Chromium(folder, process, URI.create(line.substring(LISTENING.length())));
    }

    private static Optional<String> found() {
        String named = System.getenv("CHROME");
        return Stream.concat(Stream.ofNullable(named), USUAL.stream())
                .filter(program -> Files.isExecutable(Path.of(program)))
                .findFirst();
    }

    Tab tab() {
        return tab;
    }

    @Override
    public void close() {
        devTools.run("", "Browser.close", Map.of());
        devTools.close();
        process.onExit().join();
        try (Stream<Path> kept = Files.walk(folder)) {
            for (Path each : kept.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
