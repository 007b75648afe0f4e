// Somebody changed the memory that is being changed: shows both, and lets the reader decide.

import { el } from '../page/dom.js';
import { age } from '../page/format.js';

const LABELS = {
  content: 'Content',
  memory_type: 'Type',
  importance: 'Importance',
  actor: 'Actor',
  expires_at: 'Expires',
  metadata: 'Metadata',
};

/**
 * @param seen the memory as the reader knew it
 * @param now the memory as it is
 * @param change what the reader wants to change
 */
export function conflictNotice(seen, now, change, overwrite, take) {
  const touched = Object.keys(LABELS).filter((name) => name in change || text(seen[name]) !== text(now[name]));
  return el(
    'div',
    { class: 'notice conflict', role: 'alert' },
    el('strong', {}, 'Not saved: somebody else changed it'),
    el(
      'p',
      {},
      `You were editing version ${seen.version}; it is version ${now.version} since ${age(now.updated_at)}. Nothing is lost yet.`,
    ),
    el(
      'table',
      {},
      el(
        'thead',
        {},
        el(
          'tr',
          {},
          el('td', {}),
          el('th', { scope: 'col' }, 'As it is now'),
          el('th', { scope: 'col' }, 'Yours'),
        ),
      ),
      el(
        'tbody',
        {},
        touched.map((name) =>
          el(
            'tr',
            {},
            el('th', { scope: 'row' }, LABELS[name]),
            el('td', { dir: 'auto' }, text(now[name])),
            el(
              'td',
              { dir: 'auto' },
              name in change ? text(change[name]) : el('span', { class: 'hint' }, 'unchanged'),
            ),
          ),
        ),
      ),
    ),
    el(
      'div',
      { class: 'buttons' },
      el('button', { type: 'button', click: take }, 'Take it as it is now'),
      el(
        'button',
        { type: 'button', class: 'primary', click: overwrite },
        `Save mine over version ${now.version}`,
      ),
    ),
  );
}

function text(value) {
  if (value === undefined || value === null) {
    return '—';
  }
  return typeof value === 'string' ? value : JSON.stringify(value, null, 1);
}
