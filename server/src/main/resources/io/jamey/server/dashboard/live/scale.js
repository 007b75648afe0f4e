// Where a time lies on the bars of the latency table. The scale is logarithmic and the same for all
// operations: shares of their budgets, so that all budgets stand in one line.

const LEAST = 0.0001;
const MOST = 10;

/** The place of a share of the budget, from 0 to 100. */
export function place(share) {
  const within = Math.min(MOST, Math.max(LEAST, share));
  return (100 * Math.log(within / LEAST)) / Math.log(MOST / LEAST);
}

export const BUDGET = place(1);

/** What is written along the scale. */
export const TICKS = [
  [0.001, '0.1 %'],
  [0.01, '1 %'],
  [0.1, '10 %'],
  [1, 'budget'],
  [10, '10×'],
];
