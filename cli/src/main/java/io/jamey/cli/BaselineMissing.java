package io.jamey.cli;

/// There is nothing to compare with.
final class BaselineMissing extends RuntimeException {
    private static final long serialVersionUID = 1;

    BaselineMissing(String message) {
        super(message);
    }
}
