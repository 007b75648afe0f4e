package io.jamey.bench.gate;

/// An operation that was asked for and could not be compared.
public record NotCompared(String id, String why) {}
