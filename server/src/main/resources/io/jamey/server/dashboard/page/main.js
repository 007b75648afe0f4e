// Begins here: shows the page that the address names, and lets the reader give a key.

import { liveView } from '../live/view.js';
import { memoriesView } from '../memories/view.js';
import { fill } from './dom.js';
import { startKeys } from './key.js';
import { route } from './route.js';

const VIEWS = { live: ['Live', liveView], memories: ['Memories', memoriesView] };
const FIRST = 'live';

const main = document.getElementById('main');
let current = null;

function show() {
  const wanted = route();
  if (wanted === null) {
    return;
  }
  const name = wanted.name in VIEWS ? wanted.name : FIRST;
  if (current?.name === name) {
    current.view.update(wanted.parameters);
    return;
  }
  begin(name, wanted.parameters);
}

function begin(name, parameters) {
  current?.view.leave();
  const [title, open] = VIEWS[name];
  const view = open();
  current = { name, view };
  document.title = `${title} · Jamey`;
  document.querySelectorAll('header nav a').forEach((link) => {
    const here = link.hash === `#/${name}`;
    here ? link.setAttribute('aria-current', 'page') : link.removeAttribute('aria-current');
  });
  fill(main, view.element);
  view.show(parameters);
}

startKeys(document.getElementById('key'), () => {
  const { name } = current;
  current.view.leave();
  current = null;
  begin(name, route()?.parameters ?? {});
});
addEventListener('hashchange', show);
show();
