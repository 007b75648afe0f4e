package io.jamey.server.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Gives tests the tab of a browser: one for all of them, since it takes longer to start than they do.
final class InChromium implements ParameterResolver {
    private static final ExtensionContext.Namespace HERE = ExtensionContext.Namespace.create(InChromium.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Tab.class;
    }

    @Override
    public Tab resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Tab tab = context.getRoot()
                .getStore(HERE)
                .computeIfAbsent(Chromium.class, _ -> start(), Chromium.class)
                .tab();
        tab.reset();
        return tab;
    }

    private static Chromium start() {
        try {
            return Chromium.start(Files.createTempDirectory(Path.of("target"), "chromium"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
