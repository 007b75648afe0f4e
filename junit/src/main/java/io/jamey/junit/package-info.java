/// Performance budgets in ordinary test suites: `@PerformanceBudget` on a test whose body is one operation. Knows
/// nothing of Jamey's stores.
@NullMarked
package io.jamey.junit;

import org.jspecify.annotations.NullMarked;
