package io.jamey.ranking;

import io.jamey.Signal;
import java.util.Map;

/// A candidate in its place of the result.
///
/// @param score higher is better, always finite
/// @param shares what each signal that took part gave to the score, in the order of [Signal]; they sum to it
public record Ranked(Candidate candidate, double score, Map<Signal, Double> shares) {}
