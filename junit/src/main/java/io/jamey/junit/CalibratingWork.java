package io.jamey.junit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Work that is always the same, in pieces. One thread.
sealed interface CalibratingWork extends AutoCloseable {
    void piece();

    @Override
    void close();

    /// Work that is ready to run.
    ///
    /// @param temporary a folder on the disk that is calibrated with
    static CalibratingWork of(Calibration calibration, Path temporary) {
        return switch (calibration) {
            case NONE -> new None();
            case CPU -> new Cpu();
            case DISK -> new Disk(temporary);
        };
    }

    /// Nothing.
    record None() implements CalibratingWork {
        @Override
        public void piece() {
            // takes no time
        }

        @Override
        public void close() {
            // holds nothing
        }
    }

    /// A chain of shifts and loads in which each step waits for the last: bound by the processor's speed alone.
    final class Cpu implements CalibratingWork {
        private static final int STEPS = 20_000;
        private static final int TABLE = 1_024;
        /// Until the compiler is done with it.
        private static final int WARM_UP = 1_000;

        private final long[] table = new long[TABLE];
        private long state = 0x9E3779B97F4A7C15L;

        private Cpu() {
            for (int i = 0; i < TABLE; i++) {
                table[i] = i * 0xBF58476D1CE4E5B9L;
            }
            for (int i = 0; i < WARM_UP; i++) {
                piece();
            }
        }

        @Override
        public void piece() {
            long x = state;
            for (int i = 0; i < STEPS; i++) {
                x ^= x << 13;
                x ^= x >>> 7;
                x ^= x << 17;
                x += table[(int) x & (TABLE - 1)] | 1;
            }
            state = x;
        }

        @Override
        public void close() {
            // holds nothing
        }
    }

    /// A block appended to a file and synced.
    final class Disk implements CalibratingWork {
        private static final int BLOCK = 4_096;
        /// The file starts over at this size.
        private static final long SIZE_MAX = 4 << 20;

        private final Path file;
        private final FileChannel channel;
        private final ByteBuffer block = ByteBuffer.allocateDirect(BLOCK);
        private long at;

        private Disk(Path temporary) {
            try {
                file = Files.createTempFile(temporary, "calibration", ".bin");
                channel = FileChannel.open(file, StandardOpenOption.WRITE);
            } catch (IOException e) {
                throw new UncheckedIOException("no file to calibrate with in " + temporary, e);
            }
        }

        @Override
        public void piece() {
            try {
                block.clear();
                channel.write(block, at);
                at = (at + BLOCK) % SIZE_MAX;
                channel.force(false);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot write to " + file, e);
            }
        }

        @Override
        public void close() {
            try {
                channel.close();
                Files.delete(file);
            } catch (IOException e) {
                throw new UncheckedIOException(file + " cannot be deleted", e);
            }
        }
    }
}
