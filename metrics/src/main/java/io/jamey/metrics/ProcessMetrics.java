package io.jamey.metrics;

import com.sun.management.GarbageCollectionNotificationInfo;
import com.sun.management.OperatingSystemMXBean;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;

/// What this process uses: heap, processor, collections of garbage. Listens to the collectors until it is closed.
public final class ProcessMetrics implements MeterBinder, AutoCloseable {
    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private final Set<String> heapPools = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .map(MemoryPoolMXBean::getName)
            .collect(Collectors.toUnmodifiableSet());
    private final NotificationListener listener = (notification, _) -> collected(notification);
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private volatile long heapAfterCollection = -1;

    public ProcessMetrics() {
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            if (collector instanceof NotificationEmitter emitter) {
                emitter.addNotificationListener(listener, null, null);
            }
        }
    }

    private void collected(Notification notification) {
        if (notification.getType().equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)
                && notification.getUserData() instanceof CompositeData data) {
            Map<String, MemoryUsage> after =
                    GarbageCollectionNotificationInfo.from(data).getGcInfo().getMemoryUsageAfterGc();
            heapAfterCollection = after.entrySet().stream()
                    .filter(pool -> heapPools.contains(pool.getKey()))
                    .mapToLong(pool -> pool.getValue().getUsed())
                    .sum();
        }
    }

    /// Bytes of the heap that are taken now, garbage included.
    public long heapUsed() {
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /// Bytes of the heap that the latest collection left: what is really needed, and perhaps some old garbage. Before
    /// the first collection, all that is taken.
    public long heapLive() {
        long after = heapAfterCollection;
        return after < 0 ? heapUsed() : after;
    }

    /// Bytes that the heap may grow to.
    public long heapMax() {
        return Runtime.getRuntime().maxMemory();
    }

    /// How long collections have stopped the process since it began, in milliseconds.
    public long pauseMillis() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .filter(collector -> !isConcurrent(collector.getName()))
                .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                .sum();
    }

    /// Whether a collector's time is spent beside the program, which goes on.
    private static boolean isConcurrent(String name) {
        return name.contains("Concurrent") || name.contains("Cycles");
    }

    /// Processor time of the process since it began, of all its threads.
    public long cpuNanos() {
        return SYSTEM.getProcessCpuTime();
    }

    public int processors() {
        return Runtime.getRuntime().availableProcessors();
    }

    /// The share of the machine's processors that everything on it uses, from 0 to 1; negative when unknown.
    public double systemLoad() {
        return SYSTEM.getCpuLoad();
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("jamey.process.memory.used", this, ProcessMetrics::heapLive)
                .description("Heap that the latest collection of garbage left")
                .baseUnit(BaseUnits.BYTES)
                .register(registry);
        Gauge.builder("jamey.process.memory.limit", this, ProcessMetrics::heapMax)
                .description("Heap that the process may take")
                .baseUnit(BaseUnits.BYTES)
                .register(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        collections.bindTo(registry);
    }

    @Override
    public void close() {
        collections.close();
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            if (collector instanceof NotificationEmitter emitter) {
                try {
                    emitter.removeNotificationListener(listener);
                } catch (ListenerNotFoundException e) {
                    throw new IllegalStateException("closed twice", e);
                }
            }
        }
    }
}
