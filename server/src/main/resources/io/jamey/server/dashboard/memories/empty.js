// What to do first, where there is nothing yet.

import { hasKey } from '../page/api.js';
import { el } from '../page/dom.js';

/** A namespace, or a whole store, without memories. */
export function emptyNamespace(namespace) {
  const body = JSON.stringify({ namespace, content: 'Ann is allergic to walnuts', importance: 0.9 });
  return el(
    'div',
    { class: 'first' },
    el('h2', {}, 'No memories yet'),
    el('p', {}, 'A namespace is there as soon as something is stored in it. In a terminal:'),
    curl(
      `curl ${location.origin}/v1/memories${key()} \\\n  -H 'Content-Type: application/json' \\\n  -d ${quoted(body)}`,
    ),
    el('p', {}, el('a', { href: '/docs' }, 'The API'), ' has everything else.'),
  );
}

export function nothingFound() {
  return el('p', { class: 'hint' }, 'Nothing meets this. Take a condition away, or clear the filter.');
}

/** A line to be copied into a terminal. */
export function curl(line) {
  return el('pre', { class: 'curl', tabindex: '0' }, line);
}

/** The header that a server with keys wants. The key itself is not shown. */
export function key() {
  return hasKey() ? " \\\n  -H 'Authorization: Bearer jamey_…'" : '';
}

function quoted(text) {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
