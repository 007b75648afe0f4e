// One memory as a whole: what it says, byte for byte, where it comes from and what happened to it.

import { ask } from '../page/api.js';
import { confirmed } from '../page/dialog.js';
import { el, fill } from '../page/dom.js';
import { problemNotice } from '../page/notice.js';
import { editForm } from './edit.js';
import { memoryHistory } from './history.js';
import { pathOf } from './path.js';

/** @param on `close`, `changed(memory)`, `deleted(memory)` */
export function memoryDetail(on) {
  const element = el('aside', { class: 'detail', 'aria-label': 'One memory', hidden: true, tabindex: '-1' });
  let shown = null;

  const show = (memory, note) => {
    shown = memory;
    element.hidden = false;
    fill(element, bar('Memory', on.close), note, ...body(memory), actions(memory));
  };
  const edit = (memory) => {
    const form = editForm(memory, {
      cancel: () => show(memory),
      saved: (now) => {
        show(now, el('p', { class: 'saved', role: 'status' }, `Saved: it is now version ${now.version}.`));
        on.changed(now);
        element.focus();
      },
    });
    fill(
      element,
      bar('Edit', () => show(memory)),
      form.element,
    );
    form.focus();
  };
  const actions = (memory) =>
    el(
      'div',
      { class: 'buttons' },
      el('button', { type: 'button', class: 'danger quiet', click: () => remove(memory) }, 'Delete…'),
      el('button', { type: 'button', click: () => edit(memory) }, 'Edit'),
    );
  const remove = async (memory) => {
    const sure = await confirmed(
      'Delete this memory?',
      [
        el('blockquote', { dir: 'auto' }, memory.content.slice(0, 200)),
        el(
          'p',
          {},
          'It is gone for everybody who uses ',
          el('bdi', {}, memory.namespace),
          '. This cannot be undone.',
        ),
      ],
      'Delete',
    );
    if (sure) {
      await erase(memory);
    }
  };
  const erase = async (memory) => {
    try {
      await ask('DELETE', pathOf(memory), { version: memory.version });
      on.deleted(memory);
    } catch (problem) {
      show(memory, problem.status === 412 ? changedSince(memory) : problemNotice(problem));
    }
  };
  const changedSince = (memory) =>
    el(
      'div',
      { class: 'notice', role: 'alert' },
      el('strong', {}, 'Not deleted: somebody changed it'),
      el('p', {}, `You saw version ${memory.version}. Look at it as it is now, then decide.`),
      el('button', { type: 'button', click: () => load(memory) }, 'Show it as it is now'),
    );
  /** Asks for a memory by its id, which counts as an access. */
  const load = async (of) => {
    shown = of;
    try {
      const memory = await ask('GET', pathOf(of));
      if (shown !== of) {
        return; // the reader has gone on
      }
      show(memory);
      on.changed(memory);
    } catch (problem) {
      if (shown !== of) {
        return;
      }
      shown = null;
      element.hidden = false;
      fill(
        element,
        bar('Memory', on.close),
        problemNotice(problem, problem.status === 404 ? undefined : () => load(of)),
      );
    }
  };
  element.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && element.querySelector('form') === null) {
      on.close();
    }
  });
  return {
    element,
    show: (memory) => memory !== shown && show(memory),
    load,
    hide: () => {
      shown = null;
      element.hidden = true;
      fill(element);
    },
  };
}

function bar(title, close) {
  return el(
    'div',
    { class: 'bar-top' },
    el('h2', {}, title),
    el('button', { type: 'button', class: 'quiet', 'aria-label': 'Close', click: close }, '×'),
  );
}

function body(memory) {
  const metadata = JSON.stringify(memory.metadata, null, 2);
  return [
    el('pre', { class: 'content', dir: 'auto', tabindex: '0', 'aria-label': 'Content' }, memory.content),
    el(
      'dl',
      { class: 'properties' },
      property('Type', memory.memory_type),
      property('Importance', importance(memory.importance)),
      property('Actor', memory.actor),
      property('Session', memory.session_id && `${memory.session_id} #${memory.sequence}`),
      property('Namespace', memory.namespace),
      property('Id', el('code', {}, memory.id)),
      property('Version', String(memory.version)),
    ),
    metadata !== '{}' && [
      el('h3', {}, 'Metadata'),
      el('pre', { class: 'metadata', dir: 'auto', tabindex: '0' }, metadata),
    ],
    el('h3', {}, 'History'),
    memoryHistory(memory),
  ];
}

function property(name, value) {
  return value ? [el('dt', {}, name), el('dd', {}, el('bdi', {}, value))] : null;
}

function importance(value) {
  const filled = el('span', {});
  filled.style.width = `${value * 100}%`;
  return el('span', {}, el('span', { class: 'meter', 'aria-hidden': 'true' }, filled), String(value));
}
