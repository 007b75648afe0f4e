// Panels of what is used and held, each beside its limit where there is one.

import { el, fill } from '../page/dom.js';

/** Beyond this share of a limit, somebody should look: the threshold of the alert on memory. */
const HIGH = 0.8;

export function resourcesPanel(title) {
  const list = el('dl', { class: 'resources' });
  const element = el(
    'section',
    { class: 'panel', 'aria-label': title, hidden: true },
    el('h2', {}, title),
    list,
  );
  /**
   * @param items `{name, value, note, share, over}`; the share of the limit is absent where there is none, and whether
   *   it is too much where the share says so
   */
  const draw = (items) => {
    element.hidden = items.length === 0;
    fill(list, items.map(entry));
  };
  return { element, draw };
}

function entry({ name, value, note, share, over }) {
  const limited = share !== undefined && share !== null;
  const filled = el('span', {});
  filled.style.width = `${Math.min(100, (share ?? 0) * 100)}%`;
  return el(
    'div',
    { class: (over ?? (limited && share > HIGH)) ? 'over' : null },
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
