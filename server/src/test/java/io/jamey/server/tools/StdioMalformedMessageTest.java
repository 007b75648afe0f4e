package io.jamey.server.tools;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jamey.MemoryStore;
import io.jamey.json.Json;
import io.jamey.testkit.ReferenceMemoryStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class StdioMalformedMessageTest extends MalformedMessageContract {
    private final MemoryStore store = new ReferenceMemoryStore(InstantSource.system());
    private final PipedOutputStream toServer = new PipedOutputStream();
    private final BlockingQueue<String> fromServer = new LinkedBlockingQueue<>();
    private Thread serving;

    @BeforeEach
    void start() throws IOException {
        var in = new PipedInputStream(toServer, 1 << 16);
        serving = Thread.ofPlatform().start(() -> StdioTools.serve(store, ANN, in, new Screen()));
        ask("""
                {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18",\
                "capabilities":{},"clientInfo":{"name":"raw","version":"0"}}}""".getBytes(UTF_8));
        send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}".getBytes(UTF_8));
        begin();
    }

    /// Lines as they are written, by whichever thread.
    private final class Screen extends OutputStream {
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();

        @Override
        public void write(int each) {
            if (each == '\n') {
                fromServer.add(line.toString(UTF_8));
                line.reset();
            } else {
                line.write(each);
            }
        }
    }

    @AfterEach
    void stop() throws Exception {
        toServer.close();
        serving.join();
    }

    private void send(byte[] message) throws IOException {
        toServer.write(message);
        toServer.write('\n');
        toServer.flush();
    }

    @Override
    MemoryStore store() {
        return store;
    }

    @Override
    Map<?, ?> ask(byte[] message) {
        try {
            send(message);
            String answer = Objects.requireNonNull(fromServer.poll(30, TimeUnit.SECONDS), "no answer");
            return (Map<?, ?>) Objects.requireNonNull(Json.read(answer.getBytes(UTF_8)));
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
