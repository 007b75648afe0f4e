package io.jamey.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Context;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeAndTimeBasedRollingPolicy;
import ch.qos.logback.core.util.FileSize;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// Writes to a file that others than its owner and group cannot read, and begins a new one when that is full or the day
/// is over.
final class PrivateLogFile extends RollingFileAppender<ILoggingEvent> {
    private static final Set<PosixFilePermission> MODE = PosixFilePermissions.fromString("rw-r-----");
    private static final Set<PosixFilePermission> FOLDER_MODE = PosixFilePermissions.fromString("rwxr-x---");

    /// Starts writing.
    ///
    /// @throws UncheckedIOException if the file cannot be written
    static PrivateLogFile start(LogOptions.LogFile file, LineEncoder encoder, Context context) {
        Path path = file.path().toAbsolutePath();
        try {
            restrict(path);
        } catch (IOException e) {
            throw unwritable(path, e);
        }
        var appender = new PrivateLogFile();
        appender.setContext(context);
        appender.setEncoder(encoder);
        appender.setFile(path.toString());
        var rolling = new SizeAndTimeBasedRollingPolicy<ILoggingEvent>();
        rolling.setContext(context);
        rolling.setParent(appender);
        rolling.setFileNamePattern(pattern(path));
        rolling.setMaxFileSize(new FileSize(file.bytes()));
        rolling.setMaxHistory(file.days());
        rolling.setTotalSizeCap(new FileSize(file.totalBytes()));
        rolling.setCleanHistoryOnStart(true);
        rolling.start();
        appender.setRollingPolicy(rolling);
        appender.start();
        if (!appender.isStarted()) {
            throw unwritable(path, new IOException("it cannot be opened"));
        }
        return appender;
    }

    /// `jamey.log` is renamed to `jamey.2026-11-26.0.log`.
    private static String pattern(Path path) {
        String name = path.getFileName().toString();
        int dot = name.lastIndexOf('.');
        String end = dot > 0 ? name.substring(dot) : "";
        String begin = path.resolveSibling(dot > 0 ? name.substring(0, dot) : name)
                .toString()
                .replace("%", "\\%");
        return begin + ".%d{yyyy-MM-dd}.%i" + end;
    }

    @Override
    public void openFile(String name) throws IOException {
        restrict(Path.of(name));
        super.openFile(name);
    }

    /// Makes the file with its mode, whatever the process's mask is, so that there is no moment in which others could
    /// open it. What is there and is no file, such as a terminal, is left alone.
    private static void restrict(Path path) throws IOException {
        if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            Files.createDirectories(path.resolveSibling("."));
            return;
        }
        FileAttribute<?> mode = PosixFilePermissions.asFileAttribute(MODE);
        Path folder = path.getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(FOLDER_MODE));
        }
        try {
            Files.createFile(path, mode);
        } catch (FileAlreadyExistsException _) {
            if (!Files.isRegularFile(path)) {
                return;
            }
        }
        if (!Files.getPosixFilePermissions(path).equals(MODE)) {
            Files.setPosixFilePermissions(path, MODE);
        }
    }

    private static UncheckedIOException unwritable(Path path, IOException e) {
        return new UncheckedIOException(
                "cannot write the log to " + path + " (" + e + "): name another file, or none for stderr", e);
    }
}
