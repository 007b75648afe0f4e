package io.jamey.bench.pairs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.concurrent.locks.LockSupport;

/// A worker that promises everything and hangs when it is asked to run.
public final class HangingMain {
    private HangingMain() {}

    public static void main(String... args) throws IOException {
        System.out.println(Message.GREETING + Message.VERSION);
        try (var lines = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                while (Message.read(line).text("do").equals("run")) {
                    LockSupport.park();
                }
                System.out.println(Message.of("recall", "none").line());
            }
        }
    }
}
