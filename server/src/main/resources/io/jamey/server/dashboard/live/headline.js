// The one number that matters: the operation that is nearest to its budget, or furthest beyond it. Beside
// it, what the server does.

import { el, fill } from '../page/dom.js';
import { count, limit, millis, share as percent, significant } from '../page/format.js';
import { label, shareOfBudget, verdict } from './latency.js';

/** @returns the operation whose p99 takes most of its budget, or null when nothing was asked lately */
export function nearestToBudget(operations) {
  return operations
    .filter((operation) => shareOfBudget(operation) !== null)
    .reduce(
      (worst, each) => (worst === null || shareOfBudget(each) > shareOfBudget(worst) ? each : worst),
      null,
    );
}

export function headline() {
  const element = el('section', { class: 'headline', 'aria-label': 'At a glance' });
  const draw = (reading) => {
    const worst = nearestToBudget(reading.operations);
    fill(
      element,
      worst === null ? quiet() : main(worst),
      figure('Operations', significant(reading.rate), 'per second'),
      figure(
        'Failed',
        percent(reading.count > 0 ? reading.failed / reading.count : 0),
        failedNote(reading),
        reading.failed > 0,
      ),
      reading.cache?.hit_rate !== undefined &&
        figure('From the cache', percent(reading.cache.hit_rate), 'of look-ups'),
    );
  };
  return { element, draw };
}

function main(worst) {
  const share = shareOfBudget(worst);
  const over = share > 1;
  const filled = el('span', {});
  const beyond = el('span', { class: 'beyond' });
  filled.style.width = `${Math.min(1, share, 1 / share) * 100}%`;
  beyond.style.width = `${over ? (1 - 1 / share) * 100 : 0}%`;
  return el(
    'div',
    { class: over ? 'main over' : 'main' },
    el(
      'p',
      { class: 'figure-name' },
      over ? 'Over its budget: ' : 'Nearest to its budget: ',
      el('strong', {}, label(worst.name)),
      ', p99',
    ),
    el('p', { class: 'figure' }, ...number(millis(worst.p99))),
    el('p', { class: 'figure-note' }, `${verdict(share)}, which is ${limit(worst.budget)}`),
    el('span', { class: 'share', 'aria-hidden': 'true' }, filled, beyond),
  );
}

function quiet() {
  return el(
    'div',
    { class: 'main' },
    el('p', { class: 'figure-name' }, 'Nothing was asked lately'),
    el('p', { class: 'figure hint' }, '—'),
    el('p', { class: 'figure-note' }, 'Times are those of the last seconds; they come with the first request.'),
  );
}

function figure(name, value, note, alarming = false) {
  return el(
    'div',
    { class: alarming ? 'over' : null },
    el('p', { class: 'figure-name' }, name),
    el('p', { class: 'figure' }, ...number(value)),
    el('p', { class: 'figure-note' }, note),
  );
}

function failedNote({ failed }) {
  return failed === 0 ? 'of operations' : `of operations: ${count(failed)}`;
}

/** The number large, its unit small. */
function number(text) {
  const [value, unit] = text.split(' ');
  return unit === undefined ? [value] : [value, el('small', {}, ` ${unit}`)];
}
