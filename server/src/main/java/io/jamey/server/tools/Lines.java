package io.jamey.server.tools;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/// Lines of bytes, none longer than allowed. One thread.
final class Lines {
    private final InputStream in;
    private final int bytesMax;

    sealed interface Line {
        @SuppressWarnings("ArrayRecordComponent") // handed from one method to the next, never compared
        record Text(byte[] bytes) implements Line {}

        /// It was passed over.
        record TooLong() implements Line {}

        record End() implements Line {}
    }

    Lines(InputStream in, int bytesMax) {
        this.in = new BufferedInputStream(in);
        this.bytesMax = bytesMax;
    }

    /// The next line, without its end; the last one needs none.
    Line next() {
        try {
            var line = new ByteArrayOutputStream();
            boolean tooLong = false;
            int read = in.read();
            if (read < 0) {
                return new Line.End();
            }
            for (; read >= 0 && read != '\n'; read = in.read()) {
                if (line.size() < bytesMax) {
                    line.write(read);
                } else {
                    tooLong = true;
                }
            }
            return tooLong ? new Line.TooLong() : new Line.Text(line.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
