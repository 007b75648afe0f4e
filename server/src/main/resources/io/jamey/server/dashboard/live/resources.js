// What the process uses and holds, each beside its limit where there is one.

import { el, fill } from '../page/dom.js';

/** Beyond this share of a limit, somebody should look: the threshold of the alert on memory. */
const HIGH = 0.8;

export function resourcesPanel() {
  const list = el('dl', { class: 'resources' });
  const element = el('section', { class: 'panel', 'aria-label': 'Resources' }, el('h2', {}, 'Resources'), list);
  /** @param items `{name, value, note, share}`; the share of the limit is absent where there is none */
  const draw = (items) => fill(list, items.map(entry));
  return { element, draw };
}

function entry({ name, value, note, share }) {
  const limited = share !== undefined && share !== null;
  const filled = el('span', {});
  filled.style.width = `${Math.min(100, (share ?? 0) * 100)}%`;
  return el(
    'div',
    { class: limited && share > HIGH ? 'over' : null },
    el('dt', {}, name),
    el(
      'dd',
      {},
      el('strong', {}, value),
      note && el('span', { class: 'hint' }, note),
      limited && el('span', { class: 'share', 'aria-hidden': 'true' }, filled),
    ),
  );
}
