// The latest operations that took longer than their budgets, each with how it was done.

import { el, fill } from '../page/dom.js';
import { clock, count, counted, limit, millis } from '../page/format.js';
import { label } from './latency.js';

/** Shown until somebody wants all. */
const FEW = 6;

export function slowPanel() {
  const list = el('div', { class: 'slow' });
  const none = el('p', { class: 'hint' }, 'None took longer than its budget.');
  let all = false;
  const more = el('button', {
    type: 'button',
    class: 'quiet',
    hidden: true,
    click: () => {
      all = !all;
      show();
    },
  });
  const element = el(
    'section',
    { class: 'panel', 'aria-label': 'Slow operations' },
    el('h2', {}, 'Slow operations'),
    none,
    list,
    more,
  );
  const entries = new Map();
  const show = () => {
    [...list.children].forEach((each, i) => (each.hidden = !all && i >= FEW && !each.open));
    more.hidden = entries.size <= FEW;
    more.setAttribute('aria-expanded', String(all));
    fill(more, all ? `Show the latest ${FEW}` : `Show all ${count(entries.size)}`);
    none.hidden = entries.size > 0;
    element.classList.toggle('slim', entries.size === 0);
  };
  /** Those that are shown already stay as they are: one may have the focus. One that is open stays: it is being read. */
  const draw = (slow) => {
    const keys = new Set(slow.map(keyOf));
    entries.forEach((entry, key) => {
      if (!keys.has(key) && !entry.open) {
        entry.remove();
        entries.delete(key);
      }
    });
    slow.toReversed().forEach((each) => {
      if (!entries.has(keyOf(each))) {
        const entry = entryOf(each);
        entries.set(keyOf(each), entry);
        list.prepend(entry);
      }
    });
    show();
  };
  return { element, draw };
}

function keyOf({ time, operation, took_ms: took, trace_id: trace }) {
  return `${time} ${operation} ${took} ${trace}`;
}

function entryOf({ time, operation, outcome, took_ms: took, budget_ms: budget, memories, plan, trace_id: trace }) {
  return el(
    'details',
    {},
    el(
      'summary',
      {},
      el('span', { class: 'took' }, millis(took)),
      el('span', { class: 'what' }, label(operation)),
      el('span', { class: 'hint' }, `budget ${limit(budget)}`),
      el('time', { class: 'hint', datetime: time, title: time }, clock(time)),
    ),
    el(
      'dl',
      {},
      fact('Outcome', outcome === 'ok' ? counted(memories, 'memory', 'memories') : `failed: ${label(outcome)}`),
      plan && fact('Strategy', plan.strategy),
      plan && fact('In the store', millis(plan.took_ms)),
      plan && Object.entries(plan.counts).map(([name, number]) => fact(label(name), count(number))),
      trace && fact('Trace', el('code', {}, trace)),
    ),
  );
}

function fact(name, value) {
  return el('div', {}, el('dt', {}, name), el('dd', {}, value));
}
