package io.jamey.embeddings;

import ai.onnxruntime.OrtException;
import io.jamey.Embedder;
import io.jamey.Embedding;
import io.jamey.MemoryException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/// The model that runs in this process: no network, no key, loaded at the first text.
///
/// It reads the first [#CHARACTERS] characters of a text, in passages of 510 tokens whose vectors are averaged
/// by length. A single text is the calling thread's work; several share one thread per core.
final class LocalEmbedder implements Embedder {
    static final String MODEL = "bge-small-en-v1.5-q";
    /// What is read of a text: the rest would cost much time to blur the vector into the mean of everything.
    static final int CHARACTERS = 4_096;

    /// What a text that holds no token at all (only zero-width spaces, say) is embedded as.
    private static final String NO_WORDS = ".";

    private static final String CLOSED = "the embedder is closed";

    private final Loader loader;
    private final ExecutorService threads = Executors.newFixedThreadPool(
            Runtime.getRuntime().availableProcessors(),
            Thread.ofPlatform().name("jamey-embeddings-", 0).daemon().factory());
    /// Held to read while the model works, to write while it is loaded or closed: freeing it under a running
    /// call would crash the process.
    private final ReadWriteLock lock = new ReentrantReadWriteLock();

    private volatile @Nullable BgeSmallModel model;
    private boolean closed;

    /// How the model comes into being.
    interface Loader {
        BgeSmallModel load() throws IOException, OrtException;
    }

    LocalEmbedder() {
        this(BgeSmallModel::new);
    }

    LocalEmbedder(Loader loader) {
        this.loader = loader;
    }

    @Override
    public String model() {
        return MODEL;
    }

    @Override
    public int dimension() {
        return BgeSmallModel.DIMENSION;
    }

    @Override
    public List<Embedding> embed(List<String> texts) {
        if (model == null) {
            load();
        }
        if (texts.size() == 1) {
            return List.of(embed(texts.getFirst()));
        }
        var running = new ArrayList<Future<Embedding>>(texts.size());
        try {
            texts.forEach(text -> running.add(threads.submit(() -> embed(text))));
            var embeddings = new ArrayList<Embedding>(texts.size());
            for (Future<Embedding> future : running) {
                embeddings.add(future.get());
            }
            return embeddings;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MemoryException(MemoryException.Kind.UNAVAILABLE, "interrupted while embedding", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } finally {
            running.forEach(future -> future.cancel(false));
        }
    }

    @Override
    public void close() {
        lock.writeLock().lock();
        try {
            closed = true;
            threads.shutdown();
            BgeSmallModel last = model;
            model = null;
            if (last != null) {
                last.close();
            }
        } catch (OrtException e) {
            throw new MemoryException(MemoryException.Kind.UNAVAILABLE, "the embedding model did not close", e);
        } finally {
            lock.writeLock().unlock();
        }
    }

    @Override
    public String toString() {
        return "LocalEmbedder[" + MODEL + "]";
    }

    private void load() {
        lock.writeLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException(CLOSED);
            }
            if (model == null) {
                model = loader.load();
            }
        } catch (IOException | OrtException | LinkageError e) {
            throw new MemoryException(
                    MemoryException.Kind.UNAVAILABLE,
                    "the in-process embedding model does not start on this machine (" + e + "); its native libraries "
                            + "need a place to unpack to (java.io.tmpdir, ~/.djl.ai). Without it: JAMEY_EMBEDDER=openai "
                            + "or none",
                    e);
        } finally {
            lock.writeLock().unlock();
        }
    }

    private Embedding embed(String text) {
        lock.readLock().lock();
        try {
            BgeSmallModel loaded = model;
            if (loaded == null) {
                throw new IllegalStateException(CLOSED);
            }
            return Embedding.owning(vector(loaded, beginning(text)));
        } finally {
            lock.readLock().unlock();
        }
    }

    private static float[] vector(BgeSmallModel model, String text) {
        try {
            return model.embed(text).content().vector();
        } catch (IllegalArgumentException e) {
            // Only the tokenizer knows that nothing is left of a text, and this is how it says so.
            return model.embed(NO_WORDS).content().vector();
        }
    }

    private static String beginning(String text) {
        if (text.length() <= CHARACTERS) {
            return text;
        }
        boolean splitsPair = Character.isHighSurrogate(text.charAt(CHARACTERS - 1));
        return text.substring(0, splitsPair ? CHARACTERS - 1 : CHARACTERS);
    }
}
