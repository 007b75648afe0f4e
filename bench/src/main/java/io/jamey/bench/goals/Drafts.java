package io.jamey.bench.goals;

import io.jamey.Embedding;
import io.jamey.NewMemory;
import io.jamey.bench.data.SampleMemories;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/// Memories to be written, made up beforehand, so that making them takes no time while writing is measured. They
/// come again in turns, as new memories. Any number of threads.
final class Drafts {
    private static final int COUNT = 2_000;

    private record Draft(String content, Embedding embedding) {}

    private final List<Draft> drafts;
    private final AtomicInteger next = new AtomicInteger();

    Drafts(SampleMemories memories, Scale scale) {
        drafts = LongStream.range(0, scale.calls(COUNT))
                .parallel()
                .mapToObj(memories::row)
                .map(memory -> new Draft(memory.content(), memory.embedding().orElseThrow()))
                .toList();
    }

    NewMemory next() {
        Draft draft = drafts.get(Math.floorMod(next.getAndIncrement(), drafts.size()));
        return NewMemory.of(draft.content()).embedding(draft.embedding()).build();
    }

    List<NewMemory> next(int count) {
        return IntStream.range(0, count).mapToObj(_ -> next()).toList();
    }

    /// Bytes of a memory's text and embedding, on average: the least that must be written of it.
    int bytes() {
        return (int) drafts.stream()
                .mapToInt(draft -> draft.content().getBytes(StandardCharsets.UTF_8).length
                        + draft.embedding().dimension() * Float.BYTES)
                .average()
                .orElseThrow();
    }
}
