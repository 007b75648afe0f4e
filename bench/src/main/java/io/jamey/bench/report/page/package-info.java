/// What was measured as web pages for people who were not there: a run ([RunPage]), and two programs side by side
/// ([ComparisonPage]). Says in words what each picture shows.
@NullMarked
package io.jamey.bench.report.page;

import org.jspecify.annotations.NullMarked;
