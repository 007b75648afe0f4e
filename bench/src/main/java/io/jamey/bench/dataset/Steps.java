package io.jamey.bench.dataset;

/// Hears how far long work has come.
public interface Steps {
    /// Hears nothing.
    Steps UNHEARD = new Steps() {
        @Override
        public void begin(String task, long total) {
            // nobody to tell
        }

        @Override
        public void advance(long by) {
            // nobody to tell
        }

        @Override
        public void end() {
            // nobody to tell
        }
    };

    /// A task begins that has so many steps.
    void begin(String task, long total);

    void advance(long by);

    /// The task is over.
    void end();
}
