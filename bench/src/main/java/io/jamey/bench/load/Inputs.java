package io.jamey.bench.load;

import io.jamey.Embedding;
import io.jamey.MemoryPatch;
import io.jamey.NewMemory;
import io.jamey.SearchRequest;
import io.jamey.bench.data.SampleMemories;
import io.jamey.bench.dataset.DataShape;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.IntStream;

/// Memories and questions, made up before a run: making them up meanwhile would take processors from the store.
/// When they have all been used they come again, memories under other ids. Immutable; any number of threads.
final class Inputs {
    private static final int MEMORIES = 4_096;
    private static final int QUESTIONS = 1_024;

    private final DataShape shape;
    private final SampleMemories samples;
    private final List<NewMemory> memories;
    private final List<Question> questions;

    /// A question about memories of one namespace.
    record Question(int namespace, String text, Embedding embedding) {
        SearchRequest.Builder request() {
            return SearchRequest.of(text).embedding(embedding);
        }
    }

    Inputs(DataShape shape) {
        this.shape = shape;
        samples = shape.memories();
        memories = IntStream.range(0, MEMORIES)
                .parallel()
                .mapToObj(number -> samples.row(row(number)))
                .toList();
        questions = IntStream.range(0, QUESTIONS)
                .parallel()
                .mapToObj(number -> new Question(
                        shape.namespaceOf(samples.asked(number, shape.rows())),
                        samples.questionText(number, shape.rows()),
                        Embedding.owning(samples.vectors().question(number, shape.rows()))))
                .toList();
    }

    DataShape shape() {
        return shape;
    }

    UUID id(long row) {
        return samples.id(row);
    }

    /// The row of the samples that a fresh memory is made from.
    long row(long number) {
        return shape.rows() + number % MEMORIES;
    }

    /// A memory with an id of its own for each number, at the end of its session.
    NewMemory memory(long number) {
        NewMemory made = sample(number);
        return new NewMemory(
                Optional.of(samples.id(shape.rows() + number)),
                made.type(),
                made.content(),
                made.embedding(),
                made.metadata(),
                made.session(),
                OptionalLong.empty(),
                made.actor(),
                made.importance(),
                made.createdAt(),
                made.expiresAt());
    }

    /// New words with their embedding.
    MemoryPatch patch(long number) {
        NewMemory made = sample(number);
        return MemoryPatch.change()
                .content(made.content())
                .embedding(made.embedding().orElseThrow())
                .build();
    }

    Question question(long number) {
        return questions.get((int) (number % QUESTIONS));
    }

    private NewMemory sample(long number) {
        return memories.get((int) (number % MEMORIES));
    }
}
