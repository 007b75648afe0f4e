// What to do first, on a server nobody has asked anything yet.

import { curl, key } from '../memories/empty.js';
import { el, fill } from '../page/dom.js';

export function firstSteps() {
  const element = el('div', { class: 'unwrapped' });
  let shown = null;
  const draw = ({ count, store }) => {
    const wanted = count > 0 ? 'nothing' : store?.memories === 0 ? 'store' : 'search';
    if (wanted !== shown) {
      // so that nobody loses what he is about to copy
      shown = wanted;
      fill(element, wanted !== 'nothing' && panel(wanted === 'store'));
    }
  };
  return { element, draw };
}

function panel(empty) {
  const [title, path, body] = empty
    ? ['Store a first memory', 'memories', { namespace: 'ann', content: 'Ann is allergic to walnuts' }]
    : [
        'Ask something, and watch',
        'memories/search',
        { namespace: 'ann', query: 'What must Ann not eat?', limit: 3 },
      ];
  return el(
    'section',
    { class: 'panel', 'aria-label': 'First steps' },
    el('h2', {}, title),
    curl(
      `curl ${location.origin}/v1/${path}${key()} \\\n  -H 'Content-Type: application/json' \\\n  -d '${JSON.stringify(body)}'`,
    ),
    el(
      'p',
      { class: 'hint' },
      'For more of it at once: ',
      el('code', {}, `jamey load --url ${location.origin}`),
    ),
  );
}
