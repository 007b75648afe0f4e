package io.jamey.embeddings;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import dev.langchain4j.model.embedding.onnx.AbstractInProcessEmbeddingModel;
import dev.langchain4j.model.embedding.onnx.OnnxBertBiEncoder;
import dev.langchain4j.model.embedding.onnx.PoolingMode;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/// LangChain4j's packaging of BAAI's bge-small-en-v1.5 (quantised), in an ONNX session of our own.
///
/// Its ready-made class cannot be closed, and lets ONNX split each short text over all cores: the threads spend
/// more time waiting for each other than working. Here one text is one thread's work.
final class BgeSmallModel extends AbstractInProcessEmbeddingModel implements AutoCloseable {
    static final int DIMENSION = 384;

    private static final String MODEL = "/bge-small-en-v1.5-q.onnx";
    private static final String TOKENIZER = "/bge-small-en-v1.5-q-tokenizer.json";
    /// The tokenizer's library (DJL) reports to its makers from cloud machines unless told not to.
    private static final String NO_TRACKING = "OPT_OUT_TRACKING";

    private final OrtSession session;
    private final OnnxBertBiEncoder encoder;

    /// Takes about a second.
    BgeSmallModel() throws IOException, OrtException {
        super(Runnable::run);
        System.setProperty(NO_TRACKING, "true");
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (var options = new OrtSession.SessionOptions();
                InputStream model = resource(MODEL);
                InputStream tokenizer = resource(TOKENIZER)) {
            options.setIntraOpNumThreads(1);
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
            session = environment.createSession(model.readAllBytes(), options);
            encoder = new OnnxBertBiEncoder(environment, session, tokenizer, PoolingMode.CLS);
        }
    }

    @Override
    protected OnnxBertBiEncoder model() {
        return encoder;
    }

    @Override
    protected Integer knownDimension() {
        return DIMENSION;
    }

    /// Frees the model's memory; no call may be running.
    @Override
    public void close() throws OrtException {
        session.close();
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(BgeSmallModel.class.getResourceAsStream(name), name);
    }
}
