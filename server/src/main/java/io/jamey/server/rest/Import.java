package io.jamey.server.rest;

import io.jamey.MemoryException;
import io.jamey.MemoryStore;
import io.jamey.Namespace;
import io.jamey.NewMemory;
import io.jamey.json.MemoryLines;
import io.jamey.json.WrittenMemory;
import io.jamey.server.access.Permission;
import io.jamey.server.http.Call;
import io.jamey.server.http.Problem;
import io.jamey.server.http.ProblemException;
import io.jamey.server.http.Reply;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// One import on its way in: lines are stored in pieces as they come, in their order, each piece in one durable write.
///
/// What goes wrong stops it at a line. Everything before that line is then stored, that line and everything behind it
/// is not. Sending the same lines again does nothing, so that whoever heard no answer sends all again, or goes on where
/// it stopped.
final class Import {
    private static final int PIECE_MEMORIES = 256;
    private static final long PIECE_BYTES = 2 << 20;

    private final MemoryStore store;
    private final Call call;
    private final long linesBefore;
    private final List<Line> piece = new ArrayList<>();
    private long pieceBytes;
    private Optional<Namespace> pieceNamespace = Optional.empty();
    private long taken;
    private long memories;

    private record Line(long number, NewMemory memory) {}

    Import(MemoryStore store, Call call) {
        this.store = store;
        this.call = call;
        long first = call.query().whole("first_line", 1);
        if (first < 1) {
            throw new IllegalArgumentException("first_line must be at least 1, not " + first);
        }
        linesBefore = first - 1;
        taken = linesBefore;
    }

    Reply run() {
        try (var lines = new MemoryLines("the import", call.stream(), linesBefore)) {
            while (true) {
                Optional<WrittenMemory> next = next(lines);
                if (next.isEmpty()) {
                    break;
                }
                add(lines, next.get());
            }
            flush();
            taken = lines.line() - 1;
        }
        var fields = new LinkedHashMap<String, Object>();
        fields.put("lines", taken - linesBefore);
        fields.put("last_line", taken);
        fields.put("memories", memories);
        return Reply.json(200, fields);
    }

    private Optional<WrittenMemory> next(MemoryLines lines) {
        try {
            return lines.next();
        } catch (IllegalArgumentException | ProblemException e) {
            flush();
            throw stopped(e, lines.line());
        }
    }

    private void add(MemoryLines lines, WrittenMemory written) {
        long number = lines.line();
        Namespace namespace;
        try {
            namespace = written.namespace().orElseGet(() -> call.namespace(Permission.WRITE));
            call.caller().require(Permission.WRITE, namespace);
        } catch (RuntimeException e) {
            flush();
            throw stopped(e, number);
        }
        boolean full = piece.size() == PIECE_MEMORIES || pieceBytes >= PIECE_BYTES;
        if (full || pieceNamespace.filter(namespace::equals).isEmpty()) {
            flush();
        }
        pieceNamespace = Optional.of(namespace);
        byte[] bytes = lines.bytes();
        pieceBytes += bytes.length;
        NewMemory memory = written.memory();
        piece.add(new Line(number, memory.id().isPresent() ? memory : memory.withId(id(namespace, number, bytes))));
    }

    /// A line that names no id has the one that follows from what it says and where it stands.
    private UUID id(Namespace namespace, long number, byte[] bytes) {
        return IdempotencyKey.hashed(
                "line\n" + call.header(IdempotencyKey.HEADER).orElse("") + '\n' + namespace.value() + '\n' + number
                        + '\n' + HexFormat.of().formatHex(bytes));
    }

    private void flush() {
        if (piece.isEmpty()) {
            return;
        }
        try {
            store.storeAll(
                    pieceNamespace.orElseThrow(),
                    piece.stream().map(Line::memory).toList());
            taken = piece.getLast().number();
            memories += piece.size();
        } catch (IllegalArgumentException e) {
            storeOneByOne(pieceNamespace.orElseThrow());
        } catch (MemoryException e) {
            if (e.kind() != MemoryException.Kind.CONFLICT) {
                throw stopped(e, piece.getFirst().number());
            }
            storeOneByOne(pieceNamespace.orElseThrow());
        }
        piece.clear();
        pieceBytes = 0;
    }

    /// Up to the line that is at fault: the piece is small, and somebody must be told which it was.
    private void storeOneByOne(Namespace namespace) {
        for (Line line : piece) {
            try {
                store.store(namespace, line.memory());
            } catch (RuntimeException e) {
                throw stopped(e, line.number());
            }
            taken = line.number();
            memories++;
        }
    }

    private RuntimeException stopped(RuntimeException cause, long line) {
        if (cause instanceof UncheckedIOException) {
            return cause;
        }
        return Problem.of(cause)
                .with("line", line)
                .with("taken", line - 1)
                .with("memories", memories)
                .thrown();
    }
}
