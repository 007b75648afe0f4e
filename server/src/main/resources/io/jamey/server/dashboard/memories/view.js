// The memory browser: namespaces, their memories, one of them.

import { el, fill } from '../page/dom.js';
import { problemNotice } from '../page/notice.js';
import { go } from '../page/route.js';
import { memoryDetail } from './detail.js';
import { emptyNamespace } from './empty.js';
import { filterForm } from './filter-form.js';
import { memoryList } from './list.js';
import { namespaceList } from './namespaces.js';

export function memoriesView() {
  let namespace = null;
  const namespaces = namespaceList();
  const filter = filterForm(() => load());
  const order = el(
    'select',
    { 'aria-label': 'Order', change: () => load() },
    el('option', { value: 'newest' }, 'newest first'),
    el('option', { value: 'oldest' }, 'oldest first'),
    el('option', { value: 'sequence' }, 'by place in the session'),
  );
  const list = memoryList(order, (problem) => {
    const aboutFilter = problem.status === 400 && problem.field === 'filter';
    if (aboutFilter) {
      filter.refuse(problem.detail);
      filterFold.open = true;
    }
    return aboutFilter;
  });
  const detail = memoryDetail({
    close: () => close(),
    changed: (memory) => list.replace(memory),
    deleted: async (memory) => {
      go('memories', { namespace: memory.namespace });
      await Promise.all([list.reload(), loadNamespaces()]);
      query.focus();
    },
  });
  const query = el('input', {
    type: 'search',
    name: 'query',
    id: 'query',
    autocomplete: 'off',
    placeholder: 'Search by meaning and words  ( / )',
    'aria-label': 'Search by meaning and words',
  });
  const filterFold = el('details', { class: 'filter-fold' }, el('summary', {}, 'Filter'), filter.element);
  const found = el(
    'section',
    { class: 'found', 'aria-label': 'Memories' },
    el(
      'form',
      { class: 'search', role: 'search', submit: (event) => search(event) },
      query,
      el('button', { class: 'primary' }, 'Search'),
    ),
    filterFold,
    list.element,
  );
  const trouble = el('div', { class: 'trouble' });
  const element = el(
    'div',
    { class: 'memories' },
    el('nav', { 'aria-label': 'Namespaces' }, namespaces.element),
    found,
    detail.element,
    trouble,
  );

  const search = (event) => {
    event.preventDefault();
    load();
  };
  const load = async () => {
    const wanted = filter.read();
    if (wanted !== undefined) {
      order.hidden = query.value.trim() !== '';
      await list.load({ namespace, query: query.value.trim(), filter: wanted, order: order.value });
    }
  };
  const loadNamespaces = async () => {
    try {
      await namespaces.load();
      fill(trouble);
    } catch (problem) {
      fill(
        trouble,
        problemNotice(problem, () => begin()),
      );
      throw problem;
    }
  };
  const close = () => {
    const { id } = shown;
    go('memories', { namespace });
    list.focus(id);
  };
  let shown = {};
  const show = async (parameters) => {
    shown = parameters;
    if (parameters.namespace === undefined) {
      await begin();
      return;
    }
    if (parameters.namespace !== namespace) {
      namespace = parameters.namespace;
      showFound(true);
      query.value = '';
      filter.reset();
      namespaces.select(namespace);
      await load();
    }
    if (shown === parameters) {
      // else the reader has gone on meanwhile
      open(parameters.id ?? '');
    }
  };
  /** @param there whether there are memories to show, or a first one to be stored */
  const showFound = (there) => {
    found.hidden = !there;
    fill(trouble, there ? null : emptyNamespace('ann'));
  };
  const begin = async () => {
    try {
      await loadNamespaces();
    } catch {
      return; // what is wrong is shown
    }
    if (namespace !== null || shown.namespace !== undefined) {
      namespaces.select(namespace ?? shown.namespace);
    } else if (namespaces.first() !== undefined) {
      go('memories', { namespace: namespaces.first() });
    } else {
      showFound(false);
    }
  };
  const open = (id) => {
    list.select(id);
    element.classList.toggle('with-detail', id !== '');
    if (id === '') {
      detail.hide();
      return;
    }
    const memory = list.find(id);
    if (memory === undefined) {
      detail.load({ namespace, id });
    } else {
      detail.show(memory);
    }
    detail.element.focus({ preventScroll: true });
  };
  const shortcut = (event) => {
    const writing = ['INPUT', 'TEXTAREA', 'SELECT'].includes(document.activeElement?.tagName);
    if (event.key === '/' && !writing && document.querySelector('dialog') === null) {
      event.preventDefault();
      query.focus();
    }
  };
  document.addEventListener('keydown', shortcut);
  return {
    element,
    show: async (parameters) => {
      await show(parameters);
      if (parameters.namespace !== undefined) {
        await begin();
      }
    },
    update: show,
    leave: () => document.removeEventListener('keydown', shortcut),
  };
}
