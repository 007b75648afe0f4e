package io.jamey.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// A demonstration, and a server that is asked a little: the launcher runs it after a build and lets Java keep the
/// classes it loads for later starts (JEP 483, 514).
final class Training {
    private final Path folder;

    private Training(Path folder) {
        this.folder = folder;
    }

    /// Ends with an error unless all of it worked.
    ///
    /// @param args an empty folder, which is the working directory
    public static void main(String[] args) throws IOException, InterruptedException {
        var training = new Training(Path.of(args[0]));
        training.run(OutputStream.nullOutputStream(), "demo", "--embedder", "none");
        try (var lines = new PipedInputStream()) {
            var out = new PipedOutputStream(lines);
            Thread.ofPlatform().daemon().start(() -> training.serve(out));
            ask(printed(lines));
        }
        System.exit(ExitCode.OK); // closes the server first
    }

    private void run(OutputStream out, String... command) {
        Surroundings real = Surroundings.ofProcess();
        var surroundings = new Surroundings(
                real.in(),
                new PrintStream(out, true, UTF_8),
                real.err(),
                real.terminal(),
                Map.of(),
                folder,
                folder,
                real.command());
        if (Main.run(surroundings, command) != ExitCode.OK) {
            throw new IllegalStateException(String.join(" ", command) + " failed");
        }
    }

    private void serve(OutputStream out) {
        try (out) { // or nobody would hear that it did not start
            run(out, "serve", "--port", "0", "--metrics-port", "0", "--embedder", "none");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Addresses by what they are of.
    private static Map<String, URI> printed(PipedInputStream lines) throws IOException {
        var addresses = new HashMap<String, URI>();
        var reader = new BufferedReader(new InputStreamReader(lines, UTF_8));
        while (!addresses.containsKey("openapi")) {
            String line = reader.readLine();
            if (line == null) {
                throw new IllegalStateException("the server did not start");
            }
            String[] words = line.split(" +", 2);
            if (words[1].startsWith("http")) {
                addresses.put(words[0], URI.create(words[1]));
            }
        }
        return addresses;
    }

    private static void ask(Map<String, URI> addresses) throws IOException, InterruptedException {
        String api = addresses.get("api") + "/";
        try (var client = HttpClient.newHttpClient()) {
            for (var request : new HttpRequest[] {
                post(api + "memories", "{\"content\":\"likes tea\",\"embedding\":[1,0]}"),
                post(api + "memories/search", "{\"query\":\"tea\",\"embedding\":[1,0]}"),
                HttpRequest.newBuilder(URI.create(api + "memories")).build(),
                HttpRequest.newBuilder(URI.create(api + "status")).build(),
                HttpRequest.newBuilder(addresses.get("metrics")).build()
            }) {
                int status = client.send(request, BodyHandlers.discarding()).statusCode();
                if (status / 100 != 2) {
                    throw new IllegalStateException(request + " was answered " + status);
                }
            }
        }
    }

    private static HttpRequest post(String address, String json) {
        return HttpRequest.newBuilder(URI.create(address))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
    }
}
