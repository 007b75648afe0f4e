package io.jamey.server.settings;

import java.net.URI;
import java.util.Optional;

/// What is traced, and where traces go.
///
/// @param endpoint of a collector that takes OTLP over HTTP; absent to trace nothing
/// @param samplePercent of the traces that begin here
/// @param content whether they hold content and questions
/// @param header that goes with them, as a name and a value; the value is secret
public record TraceSettings(Optional<URI> endpoint, int samplePercent, boolean content, Optional<Header> header) {
    /// A header of a request.
    public record Header(String name, String value) {
        /// Without the value.
        @Override
        public String toString() {
            return "Header[" + name + "]";
        }
    }
}
