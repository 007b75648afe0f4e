// What a memory tells of its past: when it came, changed, and was last used, and when it will go.

import { el } from '../page/dom.js';
import { age, counted } from '../page/format.js';

export function memoryHistory(memory) {
  const events = [
    ['Created', memory.created_at, null],
    ['Last changed', memory.version > 1 ? memory.updated_at : null, counted(memory.version - 1, 'change')],
    ['Last accessed', memory.last_accessed === memory.created_at ? null : memory.last_accessed, null],
    ['Expires', memory.expires_at, null],
  ];
  return el(
    'ol',
    { class: 'history' },
    events
      .filter(([, time]) => time)
      .sort(([, one], [, other]) => new Date(one) - new Date(other))
      .map(([what, time, note]) =>
        el(
          'li',
          {},
          el('strong', {}, what),
          ' ',
          el('span', {}, age(time)),
          note && el('span', { class: 'hint' }, ` · ${note}`),
          el('time', { datetime: time }, time),
        ),
      ),
    memory.last_accessed === memory.created_at &&
      el('li', { class: 'hint' }, 'Never read or found before'),
  );
}
