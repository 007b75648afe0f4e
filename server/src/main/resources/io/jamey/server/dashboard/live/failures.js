// What failed, by operation and by kind, and who was turned away.

import { el, fill } from '../page/dom.js';
import { count } from '../page/format.js';
import { label } from './latency.js';

/** What each kind means, for people. */
const KINDS = {
  invalid: 'mistake of the caller',
  conflict: 'conflict: something else is there',
  unavailable: 'store not reachable',
  full: 'no room',
  corrupt: 'damaged',
  closed: 'store was closed',
  fault: 'fault in Jamey',
};
const REASONS = {
  overloaded: 'no room for the request',
  rate: 'key used too often',
  quota: 'namespace full',
  unauthenticated: 'no valid key',
  forbidden: 'key does not open it',
};

export function failuresPanel() {
  const body = el('div', { class: 'counts' });
  const element = el('section', { class: 'panel', 'aria-label': 'Failures' }, el('h2', {}, 'Failures'), body);
  const draw = ({ operations, failures, rejected }) => {
    const rows = [
      ...operations
        .filter(({ errors }) => errors > 0)
        .map(({ name, errors }) => [`${label(name)} failed`, errors]),
      ...failures.map(([kind, times]) => [KINDS[kind] ?? label(kind), times]),
      ...rejected.map(([reason, times]) => [`turned away: ${REASONS[reason] ?? label(reason)}`, times]),
    ];
    fill(
      body,
      rows.length === 0 && el('p', { class: 'hint' }, 'Nothing failed, and nobody was turned away.'),
      rows.map(([what, times]) =>
        el('div', {}, el('span', {}, what), el('strong', { class: 'number' }, count(times))),
      ),
    );
  };
  return { element, draw };
}
