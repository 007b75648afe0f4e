// The latency of each operation on one scale: what it is, what it may be, and what it usually is.

import { el, fill } from '../page/dom.js';
import { limit, millis, plain, significant } from '../page/format.js';
import { BUDGET, place, TICKS } from './scale.js';

const HEADS = ['Operation', 'per second', 'share of its budget', 'p50', 'p95', 'p99', 'budget', ''];

/** @param chosen is called with the operation whose row the reader chose */
export function latencyTable(chosen) {
  const body = el('tbody', {});
  const element = el(
    'table',
    { class: 'latency' },
    el(
      'thead',
      {},
      el(
        'tr',
        {},
        HEADS.map((head, i) =>
          el(
            'th',
            { scope: 'col', class: i === 2 ? 'wide' : null },
            i === 2 ? scaleHead() : head || el('span', { class: 'unseen' }, 'Verdict'),
          ),
        ),
      ),
    ),
    body,
  );
  const rows = new Map();
  const draw = (operations, selected) => {
    operations.forEach(({ name }) => rows.has(name) || rows.set(name, row(name, chosen)));
    const shown = operations.map(({ name }) => rows.get(name));
    if (shown.length !== body.children.length || shown.some((each, i) => each !== body.children[i])) {
      fill(body, shown);
    }
    operations.forEach((operation) => update(rows.get(operation.name), operation, operation.name === selected));
  };
  return { element, draw };
}

/** How much of its budget the operation's p99 takes, or null when there is no budget or no traffic. */
export function shareOfBudget(operation) {
  return operation.budget && operation.p99 !== null ? operation.p99 / operation.budget : null;
}

/** "24 % of budget", "1.4× budget". */
export function verdict(share) {
  return share > 1
    ? `${plain(share)}× budget`
    : `${share < 0.1 ? plain(Number((share * 100).toPrecision(2))) : Math.round(share * 100)} % of budget`;
}

/** What the marks on the bars mean. */
export function scaleKey() {
  const entry = (mark, text) =>
    el('span', {}, el('span', { class: 'scale', 'aria-hidden': 'true' }, el('i', { class: mark })), text);
  return el(
    'p',
    { class: 'scale-key' },
    entry('middle', 'p50'),
    entry('cut', 'p95'),
    entry('end', 'p99'),
    entry('baseline', 'baseline, where one was measured'),
    entry('budget-mark', 'budget'),
    el('span', {}, 'Choose an operation to see it over time.'),
  );
}

function row(name, chosen) {
  return el(
    'tr',
    { 'data-operation': name },
    el(
      'th',
      { scope: 'row' },
      el('button', { type: 'button', class: 'quiet', click: () => chosen(name) }, label(name)),
    ),
  );
}

/** Exchanges the figures of a row. Its button stays what it is, else a click on it could be lost. */
function update(line, operation, selected) {
  const share = shareOfBudget(operation);
  const over = share !== null && share > 1;
  const time = (value) => (value === null || value === undefined ? '—' : millis(value));
  line.classList.toggle('over', over);
  line.querySelector('button').setAttribute('aria-pressed', String(selected));
  [...line.children].slice(1).forEach((cell) => cell.remove());
  line.append(
    el('td', { 'data-head': 'per second' }, significant(operation.rate)),
    el('td', { class: 'wide' }, operation.budget ? bar(operation) : el('span', { class: 'hint' }, 'no budget')),
    ...['p50', 'p95', 'p99'].map((head) => el('td', { 'data-head': head, class: head }, time(operation[head]))),
    el('td', { 'data-head': 'budget' }, operation.budget ? limit(operation.budget) : '—'),
    el(
      'td',
      { class: 'verdict' },
      share !== null &&
        el('span', { class: over ? 'over-mark' : 'within' }, `${over ? '▲ ' : ''}${verdict(share)}`),
    ),
  );
}

/** `store_batch`, for people. */
export function label(operation) {
  return operation.replaceAll('_', ' ');
}

function bar({ name, p50, p95, p99, budget, baseline }) {
  const scale = el('div', {
    class: 'scale',
    role: 'img',
    'aria-label': described(name, p99, budget, baseline),
  });
  TICKS.forEach(([share]) =>
    scale.append(at(el('i', { class: share === 1 ? 'budget-mark' : 'tick' }), place(share))),
  );
  if (p99 !== null) {
    const [begin, end] = [place(p50 / budget), place(p99 / budget)];
    scale.append(span('rail', begin, Math.min(end, Math.max(begin, BUDGET))));
    if (end > BUDGET) {
      scale.append(span('rail beyond', Math.max(begin, BUDGET), end));
    }
    scale.append(
      at(el('i', { class: 'middle' }), begin),
      at(el('i', { class: 'cut' }), place(p95 / budget)),
      at(el('i', { class: 'end' }), end),
    );
  }
  if (baseline) {
    scale.append(
      at(el('i', { class: 'baseline', title: `baseline ${millis(baseline)}` }), place(baseline / budget)),
    );
  }
  scale.title = scale.getAttribute('aria-label');
  return scale;
}

function described(name, p99, budget, baseline) {
  const usual = baseline ? `, baseline ${millis(baseline)}` : '';
  return p99 === null
    ? `${label(name)}: no calls lately, budget ${limit(budget)}${usual}`
    : `${label(name)}: p99 ${millis(p99)} of ${limit(budget)}${usual}`;
}

function at(mark, percent) {
  mark.style.left = `${percent}%`;
  return mark;
}

function span(kind, begin, end) {
  const rail = el('span', { class: kind });
  rail.style.left = `${begin}%`;
  rail.style.width = `${Math.max(0, end - begin)}%`;
  return rail;
}

function scaleHead() {
  return el(
    'div',
    { class: 'scale head', 'aria-label': HEADS[2] },
    TICKS.map(([share, text]) => at(el('span', {}, text), place(share))),
  );
}
