package io.jamey.bench.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import jdk.jfr.Recording;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedSamplesTest {
    private static final int MEGABYTE = 1 << 20;
    private static final int BEFORE = 200;
    private static final int DURING = 20;

    @TempDir
    private Path folder;

    @SuppressWarnings("UnusedVariable") // written so that no allocation can be left out
    private volatile byte[] kept = {};

    @Test
    void whatAThreadAllocatedBeforeTheRecordingIsNotCounted() throws IOException, InterruptedException {
        var before = new CountDownLatch(1);
        var recorded = new CountDownLatch(1);
        Thread thread = Thread.ofPlatform().name("busy").start(() -> {
            allocate(BEFORE);
            before.countDown();
            awaitQuietly(recorded);
            allocate(DURING);
        });
        before.await();
        Path file = folder.resolve("recording.jfr");
        try (var recording = new Recording()) {
            recording.enable(RecordedSamples.ALLOCATION).with("throttle", "off");
            recording.start();
            recorded.countDown();
            thread.join();
            recording.stop();
            recording.dump(file);
        }

        var samples = RecordedSamples.read(file, Sampler.EXECUTION);

        long bytes = samples.allocation().stream()
                .filter(sample -> sample.thread().equals("busy"))
                .mapToLong(Sample::weight)
                .sum();
        assertThat(bytes).isBetween((DURING - 2L) * MEGABYTE, (DURING + 2L) * MEGABYTE);
    }

    private void allocate(int megabytes) {
        for (int i = 0; i < megabytes; i++) {
            kept = new byte[MEGABYTE];
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
