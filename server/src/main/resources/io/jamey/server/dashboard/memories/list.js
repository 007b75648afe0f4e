// Pages of memories, or what a search found: asks for them, shows them, and says what is wrong where they
// would be.

import { post } from '../page/api.js';
import { el, fill } from '../page/dom.js';
import { count, counted, millis } from '../page/format.js';
import { problemNotice } from '../page/notice.js';
import { emptyNamespace, nothingFound } from './empty.js';
import { memoryRow } from './row.js';
import { scaleOf, signalLegend } from './signals.js';

const PAGE = 50;

/**
 * @param beside stands beside the summary
 * @param refused hears of a problem with the filter, and says whether it shows it itself
 */
export function memoryList(beside, refused) {
  let wanted = { namespace: '', query: '', filter: null, order: 'newest' };
  let cursors = [null];
  let memories = [];
  let selected = '';
  let waiting = new AbortController();
  const summary = el('p', { class: 'summary', role: 'status' });
  const rows = el('ol', { class: 'rows' });
  const older = el('button', { type: 'button', click: () => turn(1) }, 'Next page');
  const newer = el('button', { type: 'button', click: () => turn(-1) }, 'Page before');
  const pager = el('div', { class: 'buttons pager' }, newer, older);
  const legend = el('div', {});
  const element = el(
    'div',
    { class: 'list' },
    el('div', { class: 'above' }, summary, beside),
    legend,
    rows,
    pager,
  );
  rows.addEventListener('keydown', (event) => step(event));

  const load = async (request = wanted, from = [null]) => {
    wanted = request;
    cursors = from;
    waiting.abort();
    waiting = new AbortController();
    element.setAttribute('aria-busy', 'true');
    try {
      const { signal } = waiting;
      const answer = await (wanted.query === '' ? page(signal) : search(signal));
      if (!signal.aborted) {
        show(answer);
      }
    } catch (problem) {
      if (problem.name !== 'AbortError') {
        fail(problem);
      }
    }
    element.removeAttribute('aria-busy');
  };
  const page = (signal) => {
    const { namespace, filter, order } = wanted;
    const cursor = cursors.at(-1);
    const body = { namespace, limit: PAGE, order, ...(filter && { filter }), ...(cursor && { cursor }) };
    return post('/v1/memories/list', body, { signal });
  };
  const search = (signal) => {
    const { namespace, filter, query } = wanted;
    const body = { namespace, query, limit: PAGE, explain: true, ...(filter && { filter }) };
    return post('/v1/memories/search', body, { signal });
  };
  const show = (answer) => {
    const found = answer.matches !== undefined;
    memories = answer.matches ?? answer.items;
    draw(found);
    fill(summary, found ? searchSummary(answer) : pageSummary(answer));
    fill(legend, found && memories.length > 0 && signalLegend(answer.plan));
    older.hidden = answer.next_cursor === undefined;
    newer.hidden = cursors.length === 1;
    older.dataset.cursor = answer.next_cursor ?? '';
  };
  const draw = (found) => {
    const scale = found ? scaleOf(memories) : undefined;
    fill(
      rows,
      memories.map((memory) => memoryRow(memory, memory.id === selected, scale)),
    );
    if (memories.length === 0) {
      const asked = wanted.query !== '' || wanted.filter !== null || cursors.length > 1;
      fill(rows, el('li', { class: 'empty' }, asked ? nothingFound() : emptyNamespace(wanted.namespace)));
    }
  };
  const pageSummary = ({ total, items }) => {
    const first = (cursors.length - 1) * PAGE + 1;
    return items.length === 0
      ? counted(total, 'memory', 'memories')
      : `${count(first)}–${count(first + items.length - 1)} of ${counted(total, 'memory', 'memories')}`;
  };
  const searchSummary = ({ matches, plan }) =>
    `${counted(matches.length, 'match', 'matches')} in ${millis(plan.took_ms)}`;
  const fail = (problem) => {
    memories = [];
    older.hidden = true;
    newer.hidden = true;
    fill(summary);
    fill(legend);
    fill(
      rows,
      !refused(problem) &&
        el(
          'li',
          { class: 'empty' },
          problemNotice(problem, () => load(wanted, cursors)),
        ),
    );
  };
  const turn = async (by) => {
    await load(wanted, by > 0 ? [...cursors, older.dataset.cursor] : cursors.slice(0, -1));
    rows.querySelector('a.memory')?.focus();
  };
  const step = (event) => {
    const links = [...rows.querySelectorAll('a.memory')];
    const at = links.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: links.length - 1 }[event.key];
    if (at >= 0 && to !== undefined) {
      event.preventDefault();
      links[to]?.focus();
    }
  };
  return {
    element,
    load,
    reload: () => load(wanted, cursors),
    find: (id) => memories.find((memory) => memory.id === id),
    select: (id) => {
      selected = id;
      rows.querySelectorAll('a.memory').forEach((link) => {
        link.toggleAttribute('aria-current', false);
        if (link.dataset.id === id) {
          link.setAttribute('aria-current', 'true');
        }
      });
    },
    /** Shows a memory as it now is, in its place. */
    replace: (memory) => {
      const old = memories.find((each) => each.id === memory.id);
      if (old !== undefined) {
        Object.keys(old).forEach((name) => !['score', 'signals'].includes(name) && delete old[name]);
        Object.assign(old, memory);
        draw(old.score !== undefined);
      }
    },
    focus: (id) => rows.querySelector(`[data-id="${CSS.escape(id)}"]`)?.focus(),
  };
}
