// Changes a memory: sends what was changed and nothing else, on the condition that it still is what was seen.

import { ask } from '../page/api.js';
import { el, fill } from '../page/dom.js';
import { readExact } from '../page/json.js';
import { problemNotice } from '../page/notice.js';
import { conflictNotice } from './conflict.js';
import { editable, readable } from './line-ends.js';
import { pathOf } from './path.js';

/** @param on `cancel()`, `saved(memory)` */
export function editForm(memory, on) {
  let basis = memory;
  const fields = {
    content: el('textarea', { name: 'content', rows: '8', dir: 'auto', required: true }),
    memory_type: el('input', { name: 'memory_type', spellcheck: 'false', required: true }),
    importance: el('input', {
      name: 'importance',
      type: 'number',
      min: '0',
      max: '1',
      step: 'any',
      required: true,
    }),
    actor: el('input', { name: 'actor' }),
    expires_at: el('input', {
      name: 'expires_at',
      placeholder: 'never, or 2027-01-31T12:00:00Z',
      spellcheck: 'false',
    }),
    metadata: el('textarea', { name: 'metadata', rows: '6', spellcheck: 'false' }),
  };
  const before = written(memory);
  Object.entries(fields).forEach(([name, input]) => {
    input.value = before[name];
  });
  const problems = el('div', {});
  const save = el('button', { type: 'submit', class: 'primary' }, 'Save');
  const element = el(
    'form',
    {
      class: 'edit',
      novalidate: true,
      submit: (event) => submit(event),
      keydown: (event) => event.key === 'Escape' && on.cancel(),
    },
    labelled('Content', fields.content),
    el(
      'div',
      { class: 'pair' },
      labelled('Type', fields.memory_type),
      labelled('Importance, 0 to 1', fields.importance),
    ),
    el('div', { class: 'pair' }, labelled('Actor', fields.actor), labelled('Expires', fields.expires_at)),
    labelled('Metadata, as JSON', fields.metadata),
    problems,
    el('div', { class: 'buttons' }, el('button', { type: 'button', click: on.cancel }, 'Cancel'), save),
  );

  const submit = async (event) => {
    event?.preventDefault();
    fill(problems);
    Object.values(fields).forEach((field) => field.removeAttribute('aria-invalid'));
    const change = read();
    if (change === null) {
      return;
    }
    if (Object.keys(change).length === 0) {
      on.cancel();
      return;
    }
    save.disabled = true;
    try {
      on.saved(await ask('PATCH', pathOf(memory), { body: change, version: basis.version }));
    } catch (problem) {
      await refused(problem, change);
    }
    save.disabled = false;
  };
  /** What differs from what the form began with, or null when it cannot be sent, which is said. */
  const read = () => {
    const change = {};
    for (const [name, field] of Object.entries(fields)) {
      if (field.value !== before[name]) {
        try {
          change[name] = VALUE[name](field.value, memory);
        } catch (problem) {
          invalid(field, problem.message);
          return null;
        }
      }
    }
    return change;
  };
  const invalid = (field, text) => {
    field.setAttribute('aria-invalid', 'true');
    fill(
      problems,
      el('div', { class: 'notice', role: 'alert' }, el('strong', {}, 'Not saved'), el('p', {}, text)),
    );
    field.focus();
  };
  const refused = async (problem, change) => {
    if (problem.status === 412) {
      await conflict(change);
    } else if (problem.status === 400 && problem.field in fields) {
      invalid(fields[problem.field], problem.detail);
    } else {
      fill(problems, problemNotice(problem));
    }
  };
  const conflict = async (change) => {
    try {
      const now = await ask('GET', pathOf(memory));
      const overwrite = () => {
        basis = now;
        submit();
      };
      fill(
        problems,
        conflictNotice(memory, now, change, overwrite, () => on.saved(now)),
      );
    } catch (problem) {
      fill(problems, problemNotice(problem));
    }
    problems.querySelector('button')?.focus();
  };
  return { element, focus: () => fields.content.focus() };
}

/** How each field is written into the form. */
function written(memory) {
  return {
    content: readable(memory.content),
    memory_type: memory.memory_type,
    importance: String(memory.importance),
    actor: memory.actor ?? '',
    expires_at: memory.expires_at ?? '',
    metadata: JSON.stringify(memory.metadata, null, 2),
  };
}

/** What each field means as it is written. */
const VALUE = {
  content: (text, memory) => editable(text, memory.content),
  memory_type: (text) => text,
  importance: (text) => number(text),
  actor: (text) => text,
  expires_at: (text) => (text.trim() === '' ? null : text.trim()),
  metadata: (text) => metadata(text),
};

function number(text) {
  const value = Number(text);
  if (text.trim() === '' || Number.isNaN(value)) {
    throw new Error('Importance is a number between 0 and 1.');
  }
  return value;
}

function metadata(text) {
  try {
    return readExact(text.trim() === '' ? '{}' : text);
  } catch (problem) {
    throw new Error(`The metadata is not JSON: ${problem.message}`);
  }
}

function labelled(text, field) {
  return el('label', {}, el('span', {}, text), field);
}
