/// Load tests as JSON and as a web page.
@NullMarked
package io.jamey.bench.load.report;

import org.jspecify.annotations.NullMarked;
