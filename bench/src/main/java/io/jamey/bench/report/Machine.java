package io.jamey.bench.report;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// The machine and the JVM that figures belong to.
///
/// @param load the run queue's mean length over the last minute; negative where it is not known
public record Machine(String system, String processor, int processors, long heapBytes, String java, double load) {
    private static final Path CPU = Path.of("/proc/cpuinfo");

    public static Machine here() {
        return new Machine(
                System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                processorName(),
                Runtime.getRuntime().availableProcessors(),
                Runtime.getRuntime().maxMemory(),
                System.getProperty("java.vm.version"),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    private static String processorName() {
        try {
            return Files.readAllLines(CPU).stream()
                    .filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown processor");
        } catch (IOException _) {
            return "unknown processor";
        }
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s, %d x %s, heap %s, JDK %s, load %.2f",
                system,
                processors,
                processor,
                Quantity.bytes((double) heapBytes),
                java,
                load);
    }
}
