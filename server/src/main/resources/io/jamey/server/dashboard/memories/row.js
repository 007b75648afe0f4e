// A memory as one entry of a list: the beginning of what it says, and where it comes from.

import { el } from '../page/dom.js';
import { age } from '../page/format.js';
import { address } from '../page/route.js';
import { signalBars } from './signals.js';

/** Nobody reads more of a memory in a list. */
const EXCERPT = 400;

/** @param scale the length of a signal's whole bar; absent in lists that were not searched for */
export function memoryRow(memory, selected, scale) {
  return el(
    'li',
    {},
    el(
      'a',
      {
        class: 'memory',
        'aria-current': selected && 'true',
        'data-id': memory.id,
        href: address('memories', { namespace: memory.namespace, id: memory.id }),
      },
      el('span', { class: 'excerpt', dir: 'auto' }, excerpt(memory.content)),
      el('span', { class: 'facts' }, facts(memory)),
    ),
    scale !== undefined && el('span', { class: 'score', title: 'score' }, memory.score.toFixed(3)),
    scale !== undefined && signalBars(memory.signals ?? {}, scale),
  );
}

function facts(memory) {
  return [
    el('span', { class: 'type' }, memory.memory_type),
    memory.actor !== undefined && el('bdi', {}, memory.actor),
    memory.session_id !== undefined && el('bdi', {}, `${memory.session_id} #${memory.sequence}`),
    el('time', { datetime: memory.created_at, title: memory.created_at }, age(memory.created_at)),
  ];
}

function excerpt(content) {
  const points = Array.from(content.slice(0, EXCERPT * 2));
  return points.length > EXCERPT || content.length > EXCERPT * 2
    ? `${points.slice(0, EXCERPT).join('')}…`
    : content;
}
