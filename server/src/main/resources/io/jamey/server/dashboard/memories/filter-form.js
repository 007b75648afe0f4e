// Which memories are meant: conditions to choose, or the filter's JSON to write. Each becomes the other.

import { el, fill } from '../page/dom.js';
import { readExact } from '../page/json.js';
import { filterOf, rowsOf } from './filter.js';
import { filterRow } from './filter-row.js';

const FIRST = { field: 'memory_type', path: '', op: 'eq', value: '' };

/** @param apply is called when the reader wants the filter to be used */
export function filterForm(apply) {
  let rows = [];
  const list = el('div', { class: 'filter-rows' });
  const all = el(
    'select',
    { 'aria-label': 'How conditions combine' },
    el('option', { value: 'all' }, 'all of these'),
    el('option', { value: 'any' }, 'any of these'),
  );
  const json = el('textarea', {
    'aria-label': 'Filter as JSON',
    rows: '6',
    spellcheck: 'false',
    'aria-describedby': 'filter-error',
  });
  const error = el('p', { class: 'error', id: 'filter-error', role: 'alert' });
  const mode = el('button', { type: 'button', class: 'quiet', click: () => turn() }, 'As JSON');
  const add = el(
    'button',
    { type: 'button', class: 'quiet', click: () => addRow(FIRST).focus() },
    '+ Condition',
  );
  const form = el('div', { class: 'filter-friendly' }, el('p', {}, 'Memories that meet ', all), list);
  const written = el('div', { hidden: true }, json);
  const element = el(
    'div',
    { class: 'filter' },
    form,
    written,
    error,
    el(
      'div',
      { class: 'buttons start' },
      add,
      mode,
      el('button', { type: 'button', class: 'quiet', click: () => clear() }, 'Clear'),
      el('button', { type: 'button', class: 'primary', click: () => apply() }, 'Apply'),
    ),
  );

  const addRow = (row) => {
    const added = filterRow(row, () => {
      rows = rows.filter((each) => each !== added);
      added.element.remove();
    });
    rows.push(added);
    list.append(added.element);
    return added;
  };
  const setRows = (some) => {
    rows = [];
    fill(list);
    some.forEach(addRow);
  };
  const inJson = () => !written.hidden;
  const show = (asJson) => {
    written.hidden = !asJson;
    form.hidden = asJson;
    add.hidden = asJson;
    mode.textContent = asJson ? 'As a form' : 'As JSON';
  };
  const turn = () => {
    error.textContent = '';
    if (!inJson()) {
      json.value = JSON.stringify(fromRows() ?? { and: [] }, null, 2);
      show(true);
      json.focus();
      return;
    }
    const filter = read();
    const asRows = filter === undefined ? null : rowsOf(filter ?? { and: [] });
    if (asRows !== null) {
      all.value = asRows.all ? 'all' : 'any';
      setRows(asRows.rows.length > 0 ? asRows.rows : [FIRST]);
      show(false);
    } else if (error.textContent === '') {
      error.textContent = 'This filter says more than the form can: it stays JSON.';
    }
  };
  const fromRows = () =>
    filterOf(
      rows.map((row) => row.read()),
      all.value === 'all',
    );
  /** The filter, null for everything, undefined when it cannot be read, which is said. */
  const read = () => {
    error.textContent = '';
    try {
      return inJson() ? (json.value.trim() === '' ? null : readExact(json.value)) : fromRows();
    } catch (problem) {
      error.textContent = inJson() ? `This is not JSON: ${problem.message}` : problem.message;
      return undefined;
    }
  };
  const clear = () => {
    error.textContent = '';
    json.value = '';
    setRows([FIRST]);
    apply();
  };
  setRows([FIRST]);
  return {
    element,
    read,
    refuse: (text) => {
      error.textContent = text;
    },
    reset: () => {
      json.value = '';
      setRows([FIRST]);
    },
  };
}
