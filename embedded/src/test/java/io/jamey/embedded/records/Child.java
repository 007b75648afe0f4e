package io.jamey.embedded.records;

import io.jamey.MemoryException;
import io.jamey.Namespace;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/// Another JVM that opens a store, to be watched and killed.
final class Child implements AutoCloseable {
    static final Namespace NAMESPACE = Namespace.of("child");
    static final int THREADS = 4;

    enum Role {
        /// Opens the store and says `OPEN`, or `REFUSED` and why.
        OPEN,
        /// Says `ADDED rid` or `DELETED rid` when each write has returned, and `DELETING rid` before, without
        /// end.
        WRITE,
        /// Stores memories one after the other; says `ADDED rid` or what it got instead, and `REOPENED`.
        STORE
    }

    private final Process process;
    private final BufferedReader out;

    private Child(Process process) {
        this.process = process;
        this.out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /// @param before a program to run the JVM under, with its arguments
    static Child start(Role role, Path path, String... before) throws IOException {
        List<String> command = new ArrayList<>(List.of(before));
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName(),
                role.name(),
                path.toString()));
        return new Child(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    long pid() {
        return process.pid();
    }

    /// The next line it says; null at its end.
    String line() throws IOException {
        return out.readLine();
    }

    /// As `kill -9` does it.
    void kill() {
        // By handle: Process.destroyForcibly would drop what it has said so far.
        List<ProcessHandle> family = new ArrayList<>(process.descendants().toList());
        family.add(process.toHandle());
        family.forEach(ProcessHandle::destroyForcibly);
        family.forEach(member -> member.onExit().orTimeout(20, TimeUnit.SECONDS).join());
    }

    @Override
    public void close() throws IOException {
        kill();
        out.close();
    }

    public static void main(String[] args) throws Exception {
        RecordFile file;
        try {
            file = RecordFile.open(
                    Path.of(args[1]), Settings.defaults(InstantSource.system()).listener(new WriterListener() {
                        @Override
                        public void reopened() {
                            say("REOPENED");
                        }
                    }));
        } catch (MemoryException e) {
            say("REFUSED " + e.getMessage());
            return;
        }
        say("OPEN");
        switch (Role.valueOf(args[0])) {
            case OPEN -> Thread.sleep(60_000);
            case WRITE -> {
                for (int i = 0; i < THREADS; i++) {
                    var random = new Random(System.nanoTime() + i);
                    Thread.ofPlatform().start(() -> write(file, random));
                }
            }
            case STORE -> {
                for (int i = 0; ; i++) {
                    store(file, i);
                    Thread.sleep(20);
                }
            }
        }
    }

    private static void write(RecordFile file, Random random) {
        List<Long> mine = new ArrayList<>();
        while (true) {
            if (mine.size() > 5 && random.nextInt(4) == 0) {
                long rid = mine.remove(random.nextInt(mine.size()));
                say("DELETING " + rid);
                file.write(tx -> tx.delete(NAMESPACE, rid));
                say("DELETED " + rid);
            } else {
                String content = "m".repeat(1 + random.nextInt(9_000));
                long rid = file.write(tx -> tx.insert(Samples.plain(NAMESPACE, content, Instant.now())));
                mine.add(rid);
                say("ADDED " + rid);
            }
        }
    }

    private static void store(RecordFile file, int number) {
        try {
            say("ADDED " + file.write(tx -> tx.insert(Samples.plain(NAMESPACE, "m" + number))));
        } catch (MemoryException e) {
            say(e.kind() + " " + e.getMessage());
        }
    }

    /// In one write, so that a kill leaves no half line that looks like a whole one.
    private static synchronized void say(String line) {
        PrintStream stdout = new PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.out), false);
        stdout.print(line.replace('\n', ' ') + "\n");
        stdout.flush();
    }
}
