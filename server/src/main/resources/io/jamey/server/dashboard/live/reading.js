// What `/v1/live` says, as the page shows it.

/** Mistakes of callers, which are no failures of the server. */
const CALLERS_MISTAKES = ['invalid', 'conflict'];

/** The figures of a time. */
export function readingOf(live) {
  const operations = Object.entries(live.operations)
    .map(([name, figures]) => operationOf(name, figures))
    .filter(({ count, budget }) => count > 0 || budget !== undefined);
  const failures = Object.entries(live.errors);
  const failed = failures
    .filter(([kind]) => !CALLERS_MISTAKES.includes(kind))
    .reduce((sum, [, count]) => sum + count, 0);
  const count = operations.reduce((sum, operation) => sum + operation.count, 0);
  return {
    seconds: live.seconds,
    operations,
    count,
    failed,
    rate: operations.reduce((sum, operation) => sum + operation.rate, 0),
    failures,
    rejected: Object.entries(live.rejected),
    process: live.process,
    cache: live.cache ?? null,
    pools: live.pools ?? {},
    circuits: live.circuits ?? {},
    store: live.store ?? null,
  };
}

function operationOf(name, figures) {
  return {
    name,
    count: figures.count,
    errors: figures.errors,
    rate: figures.rate,
    p50: figures.p50_ms ?? null,
    p95: figures.p95_ms ?? null,
    p99: figures.p99_ms ?? null,
    budget: figures.budget_ms,
    baseline: figures.baseline_ms,
  };
}

/** The same time in pieces, for lines: one sample for each, with what is known of each operation. */
export function samplesOf(live) {
  const { series } = live;
  return series.time.map((time, i) => {
    const operations = Object.entries(series.operations).map(([name, values]) => [
      name,
      { rate: values.rate[i], p50: values.p50_ms[i], p95: values.p95_ms[i], p99: values.p99_ms[i] },
    ]);
    return {
      time: Date.parse(time),
      seconds: series.seconds[i],
      rate: operations.reduce((sum, [, { rate }]) => sum + rate, 0),
      operations: Object.fromEntries(operations),
    };
  });
}
