package io.jamey.server.tools;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jamey.MemoryException;
import io.jamey.MemoryStore;
import io.jamey.json.Json;
import io.jamey.server.access.Refusal;
import io.jamey.server.http.Problem;
import io.jamey.server.http.ProblemType;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs tools: a bounded number at a time, and so that every fault becomes an answer a model can act on.
///
/// Safe for any number of threads; calls block, so call on virtual ones.
final class ToolRunner {
    private static final Logger LOG = LoggerFactory.getLogger(ToolRunner.class);

    /// Calls that are under way at once; further ones wait.
    private static final int AT_ONCE_MAX = 64;

    private static final long WAIT_SECONDS_MAX = 10;

    private final MemoryStore store;
    private final Consumer<ProblemType> turnedAway;
    private final Semaphore turns = new Semaphore(AT_ONCE_MAX, true);

    /// @param turnedAway hears why a call was not carried out; must be quick
    ToolRunner(MemoryStore store, Consumer<ProblemType> turnedAway) {
        this.store = store;
        this.turnedAway = turnedAway;
    }

    /// What a tool came to.
    sealed interface Answer {
        /// The text, for clients that know nothing of structure.
        String text();

        /// The tool's answer.
        ///
        /// @param text one line of JSON, the same as `fields`
        record Done(String text, Map<String, ?> fields) implements Answer {}

        /// Nothing came of it.
        ///
        /// @param text says what the model should do
        record Failed(String text) implements Answer {
            public Failed {
                text = Problem.brief(text);
            }
        }
    }

    /// Calls a tool.
    ///
    /// @param arguments a JSON object
    /// @param client what the agent's client says it is
    Answer run(Tool tool, ToolCaller caller, String client, String arguments) {
        boolean admitted = false;
        try {
            admitted = turns.tryAcquire(WAIT_SECONDS_MAX, TimeUnit.SECONDS);
            if (!admitted) {
                turnedAway.accept(ProblemType.OVERLOADED);
                return new Answer.Failed("the server is busy, and nothing was done: call again in a few seconds");
            }
            Map<String, Object> fields = call(tool, caller, client, arguments);
            String text = Json.write(fields);
            // Read again, so that the structure is plain JSON: text, numbers, lists and objects.
            return new Answer.Done(text, Arguments.object("answer", Json.read(text.getBytes(UTF_8))));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer.Failed("the server is stopping, and nothing was done");
        } catch (IllegalArgumentException | Refusal e) {
            turnedAway.accept(Problem.of(e).type());
            return new Answer.Failed(Objects.requireNonNullElse(e.getMessage(), "the arguments cannot be used"));
        } catch (MemoryException e) {
            ProblemType problem = Problem.of(e).type();
            turnedAway.accept(problem);
            // An agent may bring these about as often as it likes: they would fill the log.
            if (problem != ProblemType.CONFLICT && problem != ProblemType.QUOTA_EXCEEDED) {
                LOG.warn("{} failed: {}", tool.name(), e.getMessage());
            }
            return new Answer.Failed(advice(e));
        } catch (RuntimeException | Error e) {
            // An error too: the SDK would pass it on without an answer, and the client would wait for one.
            LOG.error("{} failed", tool.name(), e);
            return new Answer.Failed(
                    "this is a fault of the memory server, which has logged it. The call may or may not"
                            + " have been carried out; go on without it");
        } finally {
            if (admitted) {
                turns.release();
            }
        }
    }

    private Map<String, Object> call(Tool tool, ToolCaller caller, String client, String arguments) {
        var given = Arguments.object("arguments", Json.read(utf8(arguments)));
        var calls = new MemoryCalls(
                store, caller, new Provenance(client, caller.caller().name()));
        return tool.call().apply(calls, Arguments.of(tool.name(), tool.input(), given));
    }

    /// Half a surrogate pair has no UTF-8; the usual way would store a question mark in its place.
    private static byte[] utf8(String text) {
        try {
            ByteBuffer encoded = UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            var bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(
                    "the arguments are not well-formed Unicode: they contain half of a surrogate pair", e);
        }
    }

    private static String advice(MemoryException e) {
        return switch (e.kind()) {
            case CONFLICT -> e.getMessage() + ". Nothing was changed.";
            case UNAVAILABLE ->
                "the memory cannot be reached now: " + e.getMessage()
                        + ". A write may or may not have happened; search before you repeat it.";
            case FULL -> "there is no room left: " + e.getMessage() + ". Nothing was stored; deleting still works.";
            case CORRUPT -> "the memory is damaged, tell the user: " + e.getMessage();
        };
    }
}
