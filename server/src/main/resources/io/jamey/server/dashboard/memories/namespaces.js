// The namespaces the reader may see, with how many memories each holds.

import { get } from '../page/api.js';
import { el, fill } from '../page/dom.js';
import { count } from '../page/format.js';
import { address, go } from '../page/route.js';

const PAGE = 100;

export function namespaceList() {
  let items = [];
  let total = 0;
  let selected = '';
  const find = el('input', {
    type: 'search',
    'aria-label': 'Find a namespace, or go to one',
    placeholder: 'Find, or go to…',
    spellcheck: 'false',
    input: () => draw(),
    keydown: (event) => event.key === 'Enter' && find.value !== '' && chosen(find.value),
  });
  const list = el('ul', { class: 'names' });
  const more = el('button', { type: 'button', class: 'quiet', click: () => load(items.length) }, 'More');
  const name = el('bdi', { class: 'name' });
  const fold = el(
    'details',
    { class: 'namespaces', open: true },
    el('summary', {}, 'Namespace ', name),
    find,
    list,
    more,
  );
  const narrow = matchMedia('(max-width: 60rem)');
  const foldAway = () => {
    fold.open = !narrow.matches;
  };
  narrow.addEventListener('change', foldAway);
  foldAway();

  const draw = () => {
    const wanted = find.value.toLowerCase();
    const shown = items.filter((item) => item.name.toLowerCase().includes(wanted));
    fill(
      list,
      shown.map(line),
      shown.length === 0 && el('li', { class: 'hint' }, 'Enter goes to a namespace of this name.'),
    );
    more.hidden = items.length >= total;
    more.textContent = `More of ${count(total)}`;
    fill(name, selected);
  };
  const line = (item) =>
    el(
      'li',
      {},
      el(
        'a',
        {
          href: address('memories', { namespace: item.name }),
          'aria-current': item.name === selected && 'true',
          click: foldAway,
        },
        el('bdi', { class: 'name' }, item.name),
        el('span', { class: 'number' }, count(item.memories)),
      ),
    );
  const chosen = (text) => {
    foldAway();
    go('memories', { namespace: text });
  };
  /** @throws Problem */
  const load = async (offset = 0) => {
    const page = await get(`/v1/namespaces?limit=${PAGE}&offset=${offset}`);
    items = offset === 0 ? page.items : [...items, ...page.items];
    total = page.total;
    draw();
  };
  const select = (namespace) => {
    selected = namespace;
    draw();
  };
  return { element: fold, load, select, first: () => items[0]?.name };
}
