/// What the gate found, for people and for programs: JSON, JUnit's XML, Markdown.
@NullMarked
package io.jamey.bench.gate.formats;

import org.jspecify.annotations.NullMarked;
