package io.jamey.bench.profile;

import java.util.Locale;
import jdk.jfr.EventType;
import jdk.jfr.FlightRecorder;

/// How processor time is sampled.
public enum Sampler {
    /// By the operating system's clock of each thread's processor time (JEP 509): sees native code too, and
    /// nothing that waits. Linux only.
    CPU_TIME("jdk.CPUTimeSample", "throttle", "processor time, each thread by its own clock"),
    /// By the wall clock, threads that run Java code only: what native code does is not seen.
    EXECUTION("jdk.ExecutionSample", "period", "Java code by the wall clock: time in native code is not seen");

    /// How often; the operating system may round it up to its tick, which samples' weights account for.
    static final long PERIOD_MILLIS = 1;

    private final String event;
    private final String setting;
    private final String about;

    Sampler(String event, String setting, String about) {
        this.event = event;
        this.setting = setting;
        this.about = about;
    }

    /// The better of the two that this machine has.
    static Sampler here() {
        boolean known = FlightRecorder.getFlightRecorder().getEventTypes().stream()
                .map(EventType::getName)
                .anyMatch(CPU_TIME.event::equals);
        boolean linux = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("linux");
        return known && linux ? CPU_TIME : EXECUTION;
    }

    /// The event's name in a recording.
    public String event() {
        return event;
    }

    /// The name of the setting that says how often.
    String setting() {
        return setting;
    }

    /// In words, for people.
    public String about() {
        return about;
    }
}
