package io.jamey.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/// A real Redis of a test's own, on a free port of the loopback interface, which ends with this JVM, however that ends.
/// Where there is none to start, tests are left out and say so; with JAMEY_REQUIRE_SERVERS they fail.
final class RedisServer implements AutoCloseable {
    /// Starts the server, and ends it and clears up when its own input ends: when whoever holds the other end is gone.
    private static final String KEPT = """
            "$@" >"$FOLDER/redis.log" 2>&1 </dev/null &
            server=$!
            echo $server
            cat >/dev/null
            kill -KILL $server 2>/dev/null
            rm -rf "$FOLDER"
            """;

    private final int port;
    private final Path folder;
    private Process keeper;
    private long pid;

    private RedisServer(int port, Path folder, Process keeper, long pid) {
        this.port = port;
        this.folder = folder;
        this.keeper = keeper;
        this.pid = pid;
    }

    /// For all tests that only need one: JAMEY_REDIS_URL, or a server that is started once.
    static String url() {
        return Shared.URL.orElseGet(() -> {
            unavailable(Shared.REASON);
            return "";
        });
    }

    private static final class Shared {
        static final Optional<String> URL;
        static final String REASON;

        static {
            String given = System.getenv("JAMEY_REDIS_URL");
            Optional<String> url = Optional.ofNullable(given);
            String reason = "";
            if (url.isEmpty()) {
                Found found = find();
                reason = found.output;
                if (found.there) {
                    url = Optional.of(start(found.output).redisUrl());
                }
            }
            URL = url;
            REASON = reason;
        }
    }

    private record Found(boolean there, String output) {}

    /// A server for tests that stop it.
    static RedisServer start() {
        Found found = find();
        if (!found.there) {
            unavailable(found.output);
        }
        return start(found.output);
    }

    private static void unavailable(String why) {
        String reason = "NOT TESTED with Redis: " + why;
        if ("true".equals(System.getenv("JAMEY_REQUIRE_SERVERS"))) {
            Assertions.fail(reason);
        }
        System.err.println(reason);
        Assumptions.abort(reason);
    }

    private static Found find() {
        try {
            Process search =
                    new ProcessBuilder("../.ci/redis").redirectErrorStream(true).start();
            List<String> output = new String(search.getInputStream().readAllBytes(), UTF_8)
                    .lines()
                    .toList();
            boolean there = search.onExit().join().exitValue() == 0;
            return new Found(there, there ? output.getLast() : String.join(" ", output));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RedisServer start(String program) {
        try {
            Path folder = Files.createTempDirectory("jamey-redis");
            Files.writeString(folder.resolve("program"), program);
            int port = free();
            var server = new RedisServer(port, folder, launch(program, port, folder), 0);
            server.pid = server.readPid();
            server.awaitReady();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Process launch(String program, int port, Path folder) throws IOException {
        var command = new ArrayList<>(List.of("sh", "-c", KEPT, "sh", program));
        command.addAll(List.of("--port", Integer.toString(port), "--bind", "127.0.0.1"));
        command.addAll(List.of("--dir", folder.toString(), "--save", "", "--appendonly", "no"));
        var builder = new ProcessBuilder(command);
        builder.environment().put("FOLDER", folder.toString());
        return builder.start();
    }

    private long readPid() throws IOException {
        var line = new StringBuilder();
        for (int c = keeper.getInputStream().read();
                c > 0 && c != '\n';
                c = keeper.getInputStream().read()) {
            line.append((char) c);
        }
        return Long.parseLong(line.toString());
    }

    private static int free() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitReady() throws IOException {
        for (int i = 0; i < 500 && keeper.isAlive(); i++) {
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.getOutputStream().write("PING\r\n".getBytes(UTF_8));
                if (socket.getInputStream().read() == '+') {
                    return;
                }
            } catch (IOException e) {
                pause(20); // not yet
            }
        }
        throw new IllegalStateException("Redis did not start: " + Files.readString(folder.resolve("redis.log")));
    }

    static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    int port() {
        return port;
    }

    String redisUrl() {
        return "redis://127.0.0.1:" + port;
    }

    /// As if the machine had lost power.
    void kill() {
        signal("KILL");
        keeper.destroy();
        keeper.onExit().join();
    }

    /// It accepts connections, and answers nothing.
    void stall() {
        signal("STOP");
    }

    void goOn() {
        signal("CONT");
    }

    /// After [#kill()]: on the same port, empty.
    void restart() {
        try {
            keeper = launch(Files.readString(folder.resolve("program")), port, folder);
            pid = readPid();
            awaitReady();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Sends a command by itself, such as `FLUSHALL`.
    void command(String command) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write((command + "\r\n").getBytes(UTF_8));
            if (socket.getInputStream().read() != '+') {
                throw new IllegalStateException(command + " was refused");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .onExit()
                    .join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        signal("KILL");
        try {
            keeper.getOutputStream().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        keeper.onExit().join();
    }
}
