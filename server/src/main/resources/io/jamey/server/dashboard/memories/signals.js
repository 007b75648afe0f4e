// Why a memory was found: each signal's share of its score, to one scale for all results.

import { el } from '../page/dom.js';
import { count } from '../page/format.js';

/** What each signal is, for people; `io.jamey.Signal` says it for programs. */
export const MEANINGS = {
  words: 'Words of the question occur in it (BM25).',
  closeness: 'It means something close to the question (cosine of the embeddings).',
  answer: 'It follows a relevant question in the conversation.',
  session: 'Its session holds other relevant memories.',
  date: 'It was created in a month or year the question names.',
  length: 'It says more than a few words.',
  actor: 'It was said by the one person the question names.',
  recency: 'It was created or used recently.',
  importance: 'It was stored as important.',
};

/** Where bars begin, and how long they are: from the lowest share of a signal in these matches to the highest. */
export function scaleOf(matches) {
  const shares = matches.flatMap((match) => Object.values(match.signals ?? {}));
  const [least, most] = [Math.min(0, ...shares), Math.max(1e-9, ...shares)];
  return { zero: (-100 * least) / (most - least), each: 100 / (most - least) };
}

/** A row for each signal that counted: its name, a bar to the right (for) or left (against), and its share. */
export function signalBars(signals, scale) {
  const counted = Object.entries(signals).filter(([, share]) => Math.abs(share) >= 0.0005);
  return el(
    'dl',
    { class: 'signals' },
    counted.map(([name, share]) => {
      const bar = el('span', { class: share < 0 ? 'bar against' : 'bar' });
      const length = Math.abs(share) * scale.each;
      bar.style.width = `${length}%`;
      bar.style.left = `${scale.zero - (share < 0 ? length : 0)}%`;
      return el(
        'div',
        { title: MEANINGS[name] },
        el('dt', {}, name),
        el(
          'dd',
          {},
          el('span', { class: 'track', 'aria-hidden': 'true' }, bar),
          el('span', { class: 'number' }, signed(share)),
        ),
      );
    }),
  );
}

/** What the bars say, and how the matches were found: the way taken, and the work that was counted. */
export function signalLegend(plan) {
  const counts = Object.entries(plan.counts).map(
    ([name, number]) => `${count(number)} ${name.replaceAll('_', ' ')}`,
  );
  return el(
    'details',
    { class: 'legend' },
    el('summary', {}, 'What the signals mean, and how these were found'),
    el(
      'p',
      {},
      'The score is the sum of the shares. It compares the results of one search, and says nothing across searches.',
    ),
    el(
      'dl',
      {},
      Object.entries(MEANINGS).map(([name, meaning]) => [el('dt', {}, name), el('dd', {}, meaning)]),
    ),
    el('p', {}, `Found by ${[plan.strategy, ...counts].join(' · ')}. Being found counts as an access.`),
  );
}

function signed(share) {
  return `${share < 0 ? '−' : '+'}${Math.abs(share).toFixed(3)}`;
}
