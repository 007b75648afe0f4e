/// Benchmarks of single parts with JMH: what they cost, and how far that is from what the machine can do.
@NullMarked
package io.jamey.lab.micro;

import org.jspecify.annotations.NullMarked;
