package io.jamey.json;

import io.jamey.Embedding;
import io.jamey.Limits;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Base64;

/// How an embedding is written. Reading accepts both written forms.
public enum VectorForm {
    /// Not at all.
    LEFT_OUT,
    /// An array of numbers, each with as many digits as its float needs.
    ARRAY,
    /// Base64 of little-endian float32: exact, and far cheaper to read than numbers.
    BASE64;

    private static final int MAX_CHARS = (Limits.DIMENSIONS * Float.BYTES + 2) / 3 * 4;

    /// What stands for the embedding, for [Json#write]; not for [#LEFT_OUT].
    Object write(Embedding embedding) {
        return switch (this) {
            case LEFT_OUT -> throw new IllegalStateException("an embedding that is left out is not written");
            case ARRAY -> embedding.toArray();
            case BASE64 -> {
                var bytes =
                        ByteBuffer.allocate(embedding.dimension() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
                bytes.asFloatBuffer().put(embedding.toArray());
                yield Base64.getEncoder().encodeToString(bytes.array());
            }
        };
    }

    static Embedding read(TokenReader in) {
        return Embedding.owning(in.isText() ? fromBase64(in.text("embedding")) : fromNumbers(in));
    }

    private static float[] fromBase64(String text) {
        if (text.length() > MAX_CHARS) {
            throw new IllegalArgumentException("embedding has more than " + Limits.DIMENSIONS + " components");
        }
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("embedding is not base64: " + e.getMessage(), e);
        }
        if (bytes.length % Float.BYTES != 0) {
            throw new IllegalArgumentException(
                    "embedding is base64 of " + bytes.length + " bytes, which are no whole number of float32");
        }
        float[] components = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(components);
        return components;
    }

    private static float[] fromNumbers(TokenReader in) {
        if (!in.isArray()) {
            throw new IllegalArgumentException(
                    "embedding must be an array of numbers, or base64 of little-endian float32");
        }
        var read = new Object() {
            float[] components = new float[512];
            int count;
        };
        in.array("embedding", () -> {
            if (read.count == Limits.DIMENSIONS) {
                throw new IllegalArgumentException("embedding has more than " + Limits.DIMENSIONS + " components");
            }
            if (read.count == read.components.length) {
                read.components = Arrays.copyOf(read.components, read.count * 2);
            }
            read.components[read.count++] = in.component("embedding component");
        });
        return Arrays.copyOf(read.components, read.count);
    }
}
