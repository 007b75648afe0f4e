package io.jamey.bench.profile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;
import org.jspecify.annotations.Nullable;

/// What a recording says.
///
/// @param windows when calls ran: beginnings and ends
/// @param lost samples of processor time that could not be taken
record RecordedSamples(List<Sample> cpu, List<Sample> allocation, Map<Instant, Instant> windows, long lost) {
    static final String ALLOCATION = "jdk.ObjectAllocationSample";
    static final String LOST = "jdk.CPUTimeSamplesLost";

    private static final String NAMELESS = "?";

    static RecordedSamples read(Path file, Sampler sampler) {
        var cpu = new ArrayList<Sample>();
        var allocation = new Allocations();
        var windows = new HashMap<Instant, Instant>();
        long lost = 0;
        try (var recording = new RecordingFile(file)) {
            while (recording.hasMoreEvents()) {
                RecordedEvent event = recording.readEvent();
                String name = event.getEventType().getName();
                if (name.equals(sampler.event())) {
                    cpu.add(cpuSample(event, sampler));
                } else if (name.equals(ALLOCATION)) {
                    allocation.add(event.getThread("eventThread"), allocationSample(event));
                } else if (name.equals(MarkedOperation.Calls.NAME)) {
                    windows.put(event.getStartTime(), event.getEndTime());
                } else if (name.equals(LOST)) {
                    lost += event.getLong("lostSamples");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the recording cannot be read: " + e.getMessage(), e);
        }
        return new RecordedSamples(cpu, allocation.withoutTheFirst(), windows, lost);
    }

    /// By thread. What a thread has allocated since its last sample is the weight of the next one; so its first one
    /// stands for all that it allocated before the recording, and is left out.
    private static final class Allocations {
        private final Map<Long, List<Sample>> ofThreads = new HashMap<>();

        void add(@Nullable RecordedThread thread, Sample sample) {
            ofThreads
                    .computeIfAbsent(thread == null ? -1 : thread.getId(), _ -> new ArrayList<>())
                    .add(sample);
        }

        List<Sample> withoutTheFirst() {
            return ofThreads.values().stream()
                    .flatMap(samples -> samples.stream()
                            .sorted(Comparator.comparing(Sample::at))
                            .skip(1))
                    .toList();
        }
    }

    private static Sample cpuSample(RecordedEvent event, Sampler sampler) {
        return switch (sampler) {
            case CPU_TIME ->
                sample(
                        event,
                        threadName(event, "eventThread"),
                        frames(event),
                        event.getDuration("samplingPeriod").toNanos());
            case EXECUTION ->
                sample(
                        event,
                        threadName(event, "sampledThread"),
                        frames(event),
                        Duration.ofMillis(Sampler.PERIOD_MILLIS).toNanos());
        };
    }

    private static Sample allocationSample(RecordedEvent event) {
        List<Frame> frames = frames(event);
        frames.add(Frame.allocated(event.getClass("objectClass").getName()));
        return sample(event, threadName(event, "eventThread"), frames, event.getLong("weight"));
    }

    private static Sample sample(RecordedEvent event, String thread, List<Frame> frames, long weight) {
        RecordedStackTrace stack = event.getStackTrace();
        return new Sample(event.getStartTime(), thread, frames, stack != null && stack.isTruncated(), weight);
    }

    private static String threadName(RecordedEvent event, String field) {
        var thread = event.getThread(field);
        String name = thread == null ? null : thread.getJavaName();
        return name == null ? NAMELESS : name;
    }

    /// Outermost first; empty where the stack could not be walked.
    private static List<Frame> frames(RecordedEvent event) {
        var frames = new ArrayList<Frame>();
        RecordedStackTrace stack = event.getStackTrace();
        if (stack != null) {
            for (RecordedFrame frame : stack.getFrames().reversed()) {
                RecordedMethod method = frame.getMethod();
                frames.add(Frame.method(
                        method.getType().getName(), method.getName(), Modifier.isNative(method.getModifiers())));
            }
        }
        return frames;
    }
}
