package io.jamey.server.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;

/// A file of settings that nobody named: it happened to lie in the folder a command was started in, where somebody else
/// may have put it.
record FoundFile(Path path) {
    /// What Java calls a user the system has no name for, as in many containers.
    private static final String NAMELESS = "?";

    /// Why it may say what somebody else wants; nothing when it is the user's or the system's alone.
    Optional<String> doubt() {
        try {
            var view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
            if (view == null) {
                return Optional.empty();
            }
            String user = System.getProperty("user.name");
            String owner = view.readAttributes().owner().getName();
            boolean foreign = !owner.equals(user) && !owner.equals("root") && !user.equals(NAMELESS);
            if (foreign) {
                return Optional.of("it belongs to '" + owner + "'");
            }
            return view.readAttributes().permissions().contains(PosixFilePermission.OTHERS_WRITE)
                    ? Optional.of("everybody may write to it (chmod o-w)")
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look at the settings in " + path + ": " + e, e);
        }
    }
}
