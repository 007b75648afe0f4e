'use strict';
const data = JSON.parse(document.getElementById('data').textContent);
const byId = id => document.getElementById(id);
const svg = byId('graph');
const tip = byId('tip');
const ROW = 21;
const NARROWEST = 0.4;
const LABELS = {
  jamey: 'Jamey', library: 'libraries', java: 'Java', native: 'native', allocated: 'allocated', thread: 'thread',
};
const UNITS = {
  ns: [1000, ['ns', '\u00b5s', 'ms', 's']],
  bytes: [1000, ['B', 'kB', 'MB', 'GB', 'TB']],
};

/** Builds an element; text is always text, never markup. */
function element(name, attributes = {}, ...inside) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...inside);
  return made;
}

function shape(name, attributes) {
  const made = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

function quantity(value, unit) {
  const [step, names] = UNITS[unit];
  let at = 0;
  while (value >= step && at < names.length - 1) {
    value /= step;
    at++;
  }
  return (value >= 100 || (value === Math.round(value) && at === 0) ? value.toFixed(0) : value.toPrecision(3))
    + ' ' + names[at];
}

const percent = share => (share * 100).toFixed(share < 0.0995 ? 2 : 1) + ' %';

/** Nodes from their compact form, which lists each before its children: frame, own weight, number of children. */
function unpack(graph) {
  let at = 0;
  const all = [];
  const read = (parent, depth, x) => {
    const frame = graph.frames[graph.nodes[at]];
    const node = {
      id: all.length, label: frame[0], full: frame[1], kind: frame[2], self: graph.nodes[at + 1], parent, depth, x,
      children: [],
    };
    const count = graph.nodes[at + 2];
    at += 3;
    all.push(node);
    let total = node.self;
    for (let i = 0; i < count; i++) {
      const child = read(node, depth + 1, x + total - node.self);
      node.children.push(child);
      total += child.total;
    }
    node.total = total;
    return node;
  };
  const root = read(null, 0, 0);
  return {...graph, root, all};
}

const graphs = data.graphs.map(unpack);
let graph = graphs.find(each => '#' + each.id === location.hash) || graphs[0];
let focus = graph.root;
let chosen = null;
let matcher = null;

function tint(name) {
  let hash = 0;
  for (let i = 0; i < name.length; i++) hash = (hash * 31 + name.charCodeAt(i)) | 0;
  return ' t' + (Math.abs(hash) % 3);
}

const isAbove = node => node.depth < focus.depth;
const matches = node => matcher !== null && node.parent !== null && matcher(node.full);

let letter = 7.3;
function measureLetter() {
  const probe = shape('text', {});
  probe.textContent = 'm'.repeat(50);
  svg.append(probe);
  letter = probe.getComputedTextLength() / 50 || letter;
  probe.remove();
}

function shortened(text, width) {
  const room = Math.floor((width - 8) / letter);
  if (text.length <= room) return text;
  const method = text.slice(text.lastIndexOf('.') + 1);
  if (method.length <= room) return method;
  return room >= 3 ? method.slice(0, room - 1) + '\u2026' : '';
}

function draw() {
  const width = svg.clientWidth;
  svg.replaceChildren();
  if (graph.root.total === 0) {
    svg.setAttribute('height', 0);
    return;
  }
  let deepest = focus.depth;
  const scale = width / focus.total;
  const drawNode = node => {
    const above = isAbove(node);
    const x = above ? 0 : (node.x - focus.x) * scale;
    const wide = above ? width : node.total * scale;
    if (wide < NARROWEST) return;
    deepest = Math.max(deepest, node.depth);
    const group = shape('g', {
      class: node.kind + tint(node.full) + (above ? ' above' : '') + (matches(node) ? ' hit' : '')
        + (node === chosen ? ' chosen' : ''),
      'data-node': node.id,
    });
    group.append(shape('rect', {x, y: node.depth * ROW, width: Math.max(wide, 0.8), height: ROW - 1, rx: 2}));
    const label = shortened(node.label, wide);
    if (label) {
      const text = shape('text', {x: x + 4, y: node.depth * ROW + 14.5});
      text.textContent = label;
      group.append(text);
    }
    svg.append(group);
    for (const child of node.children) {
      if (!above || child === focus || isAncestor(child, focus)) drawNode(child);
    }
  };
  drawNode(graph.root);
  svg.setAttribute('height', (deepest + 1) * ROW + 2);
  byId('out').disabled = focus === graph.root;
}

function isAncestor(node, of) {
  for (let at = of.parent; at; at = at.parent) if (at === node) return true;
  return false;
}

function details(node) {
  const rows = [
    ['of all ' + graph.name, percent(node.total / graph.root.total)],
    ['itself, without what it calls', percent(node.self / graph.root.total)],
    ['each call of the operation', quantity(node.total / graph.operations, graph.unit)],
  ];
  if (focus !== graph.root && !isAbove(node)) rows.splice(1, 0, ['of ' + focus.label, percent(node.total / focus.total)]);
  const cut = node.full.lastIndexOf(node.label);
  tip.replaceChildren(
    element('b', {}, node.label),
    element('div', {class: 'soft'}, (cut > 0 ? node.full.slice(0, cut - 1) + ' \u00b7 ' : '') + LABELS[node.kind]),
    element('table', {}, ...rows.map(([name, value]) =>
      element('tr', {}, element('td', {class: 'soft'}, name), element('td', {}, value)))));
}

function place(x, y) {
  const box = tip.getBoundingClientRect();
  tip.style.left = Math.max(8, Math.min(x + 14, innerWidth - box.width - 8)) + 'px';
  tip.style.top = (y + 20 + box.height > innerHeight ? Math.max(8, y - box.height - 12) : y + 20) + 'px';
  tip.style.visibility = 'visible';
}

const hideTip = () => { tip.style.visibility = 'hidden'; };

function nodeOf(event) {
  const group = event.target.closest('g[data-node]');
  return group ? graph.all[group.dataset.node] : null;
}

function zoom(node) {
  focus = node;
  chosen = node === graph.root ? null : node;
  draw();
  found();
}

/** Keyboard: the chosen frame is ringed, kept in view and described. */
function choose(node) {
  chosen = node;
  draw();
  const group = svg.querySelector('.chosen');
  if (!group) return;
  group.scrollIntoView({block: 'nearest'});
  details(node);
  placeAtChosen(group);
}

function placeAtChosen(group) {
  const box = group.getBoundingClientRect();
  place(Math.max(box.left, 0), box.top + 2);
}

const heaviest = nodes => nodes.reduce((best, each) => (best === null || each.total > best.total ? each : best), null);

function visibleSiblings(node) {
  if (!node.parent || node === focus) return [node];
  return node.parent.children.filter(each => each.total * svg.clientWidth / focus.total >= NARROWEST);
}

svg.addEventListener('keydown', event => {
  const at = chosen || focus;
  const step = by => {
    const all = visibleSiblings(at);
    return all[Math.min(all.length - 1, Math.max(0, all.indexOf(at) + by))] || at;
  };
  const moves = {
    ArrowUp: () => choose(at.parent || at),
    ArrowDown: () => choose(isAbove(at)
      ? at.children.find(each => each === focus || isAncestor(each, focus)) : heaviest(at.children) || at),
    ArrowLeft: () => choose(step(-1)),
    ArrowRight: () => choose(step(1)),
    Home: () => choose(graph.root),
    Enter: () => { zoom(at); choose(at); },
    ' ': () => { zoom(at); choose(at); },
  };
  if (moves[event.key]) {
    moves[event.key]();
    event.preventDefault();
  }
});
svg.addEventListener('focus', () => { if (svg.matches(':focus-visible') && graph.root.total) choose(chosen || focus); });
svg.addEventListener('blur', hideTip);
svg.addEventListener('click', event => {
  const node = nodeOf(event);
  if (node) zoom(node);
});
svg.addEventListener('mousemove', event => {
  const node = nodeOf(event);
  if (!node) return hideTip();
  details(node);
  place(event.clientX, event.clientY);
});
svg.addEventListener('mouseleave', hideTip);
addEventListener('scroll', () => {
  const group = document.activeElement === svg && svg.querySelector('.chosen');
  if (group) placeAtChosen(group);
  else hideTip();
}, {passive: true});

/** Share of what is shown that stands in or below a match; a match below a match counts once. */
function found() {
  const words = byId('found');
  if (matcher === null) return words.replaceChildren();
  let total = 0;
  let count = 0;
  const visit = (node, counted) => {
    const hit = matches(node);
    if (hit) count++;
    if (hit && !counted) total += node.total;
    node.children.forEach(child => visit(child, counted || hit));
  };
  visit(focus, false);
  words.replaceChildren(
    element('b', {}, percent(total / (focus.total || 1))),
    ' of ' + (focus === graph.root ? graph.name : focus.label) + ' in ' + count + (count === 1 ? ' frame' : ' frames'));
}

function search(text) {
  if (text === '') {
    matcher = null;
  } else {
    let pattern;
    try {
      pattern = new RegExp(text, 'i');
    } catch {
      pattern = null; // half-typed: taken as it stands
    }
    matcher = pattern ? name => pattern.test(name) : name => name.toLowerCase().includes(text.toLowerCase());
  }
  draw();
  found();
}

byId('search').addEventListener('input', event => search(event.target.value));
byId('out').addEventListener('click', () => zoom(graph.root));
addEventListener('keydown', event => {
  if (event.key === '/' && document.activeElement !== byId('search')) {
    byId('search').select();
    byId('search').focus();
    event.preventDefault();
  } else if (event.key === 'Escape') {
    hideTip();
    if (document.activeElement === byId('search') && byId('search').value) {
      byId('search').value = '';
      search('');
    } else {
      zoom(graph.root);
    }
  }
});

function hot() {
  const total = graph.root.total;
  byId('hot-title').textContent = total
    ? 'What takes most ' + graph.name + ' by itself' : 'No samples of ' + graph.name + ': it takes none, or too little';
  const head = ['', 'itself', 'with what it calls', 'itself, each call'];
  byId('hot').replaceChildren(...(total ? [element('tr', {}, ...head.map((text, i) =>
    element('th', i ? {class: 'number'} : {}, text)))] : []), ...graph.hot.map(([frame, self, all]) => {
    const [label, full, kind] = graph.frames[frame];
    const name = element('button', {title: full}, label);
    name.addEventListener('click', () => {
      const exactly = '^' + full.replace(/[.*+?^${}()|[\]\\]/g, '\\$&') + '$';
      byId('search').value = exactly;
      search(exactly);
      scrollTo({top: 0, behavior: 'smooth'});
    });
    const bar = element('span', {class: 'share ' + kind});
    bar.style.width = percent(self / total).replace(' ', '');
    return element('tr', {},
      element('td', {}, name, bar),
      element('td', {class: 'number'}, percent(self / total)),
      element('td', {class: 'number'}, percent(all / total)),
      element('td', {class: 'number'}, quantity(self / graph.operations, graph.unit)));
  }));
}

function show(other) {
  graph = other;
  focus = graph.root;
  chosen = null;
  svg.setAttribute('aria-label', 'Flame graph of ' + graph.name);
  for (const button of byId('tabs').children) {
    button.setAttribute('aria-pressed', String(button.dataset.graph === graph.id));
  }
  const kinds = new Set(graph.all.map(node => node.kind));
  byId('legend').replaceChildren(...Object.keys(LABELS).filter(kind => kinds.has(kind)).map(kind =>
    element('span', {}, element('i', {class: kind}), LABELS[kind])));
  hideTip();
  draw();
  found();
  hot();
}

byId('title').textContent = data.title;
byId('does').textContent = data.does;
byId('measured').textContent = data.measured;
byId('facts').append(...data.facts.map(([name, value]) =>
  element('li', {}, element('span', {}, name), element('b', {}, value))));
byId('tabs').append(...graphs.map(each => {
  const button = element('button', {'data-graph': each.id}, each.tab);
  button.addEventListener('click', () => {
    history.replaceState(null, '', '#' + each.id);
    show(each);
  });
  return button;
}));
measureLetter();
new ResizeObserver(() => { hideTip(); draw(); }).observe(byId('title'));
show(graph);
