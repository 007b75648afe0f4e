// One condition of a filter: a field, a comparison, a value.

import { el, fill } from '../page/dom.js';
import { FIELDS, kindOf, OPERATORS, TIME_WORDS, WORDS } from './filter.js';

const TYPES = { number: 'number', time: 'datetime-local', text: 'text', any: 'text' };

/** @param remove is called when the reader takes the condition away */
export function filterRow(row, remove) {
  const field = el(
    'select',
    { 'aria-label': 'Field', class: 'field', change: () => kindChanged() },
    FIELDS.map(([name, label]) => el('option', { value: name, selected: name === row.field }, label)),
  );
  const path = el('input', {
    'aria-label': 'Name in the metadata',
    class: 'path',
    value: row.path,
    placeholder: 'project',
    spellcheck: 'false',
  });
  const op = el('select', { 'aria-label': 'Comparison', class: 'op', change: () => arrange() });
  const value = el('input', { 'aria-label': 'Value', class: 'value', spellcheck: 'false' });
  const element = el(
    'div',
    { class: 'filter-row' },
    field,
    path,
    op,
    value,
    el(
      'button',
      { type: 'button', class: 'quiet', 'aria-label': 'Take this condition away', click: remove },
      '×',
    ),
  );

  const offer = (chosen) => {
    const kind = kindOf(field.value);
    fill(
      op,
      OPERATORS[kind].map((name) =>
        el(
          'option',
          { value: name, selected: name === chosen },
          (kind === 'time' && TIME_WORDS[name]) || WORDS[name],
        ),
      ),
    );
  };
  const arrange = () => {
    const kind = kindOf(field.value);
    path.hidden = kind !== 'any';
    value.hidden = op.value === 'exists';
    value.type = op.value === 'in' ? 'text' : TYPES[kind];
    value.step = kind === 'number' ? 'any' : '0.001';
    value.placeholder = op.value === 'in' ? 'one, two' : '';
  };
  const kindChanged = () => {
    offer(op.value);
    value.value = '';
    arrange();
  };
  offer(row.op);
  arrange();
  value.value = kindOf(row.field) === 'time' && row.value !== '' ? local(row.value) : row.value;
  return {
    element,
    focus: () => field.focus(),
    read: () => ({ field: field.value, path: path.value, op: op.value, value: value.value }),
  };
}

/** A time as the browser's own field for it wants it: in the reader's zone, without naming it. */
function local(time) {
  const at = new Date(time);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, -1);
}
