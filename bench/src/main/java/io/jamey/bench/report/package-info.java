/// Results for people and programs: as text, JSON and web pages.
@NullMarked
package io.jamey.bench.report;

import org.jspecify.annotations.NullMarked;
