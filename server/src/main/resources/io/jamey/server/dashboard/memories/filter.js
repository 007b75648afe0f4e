// Filters as rows of a form, and as the JSON of the API. A filter that rows cannot say stays JSON.

import { isExactNumber, readExact } from '../page/json.js';

/** The fields of a memory that can be asked for, with what is compared: text, number or time. */
export const FIELDS = [
  ['memory_type', 'Type', 'text'],
  ['actor', 'Actor', 'text'],
  ['session_id', 'Session', 'text'],
  ['sequence', 'Place in session', 'number'],
  ['importance', 'Importance', 'number'],
  ['created_at', 'Created', 'time'],
  ['updated_at', 'Updated', 'time'],
  ['last_accessed', 'Last accessed', 'time'],
  ['expires_at', 'Expires', 'time'],
  ['metadata', 'Metadata', 'any'],
];

const ORDERED = ['gte', 'gt', 'lte', 'lt'];

/** The comparisons of each kind of field, in the order they are offered. */
export const OPERATORS = {
  text: ['eq', 'ne', 'in', 'contains', 'exists'],
  number: ['eq', 'ne', ...ORDERED, 'exists'],
  time: [...ORDERED, 'exists'],
  any: ['eq', 'ne', 'in', 'contains', ...ORDERED, 'exists'],
};

export const WORDS = {
  eq: 'is',
  ne: 'is not',
  in: 'is one of',
  contains: 'contains',
  exists: 'is there',
  gte: 'at least',
  gt: 'more than',
  lte: 'at most',
  lt: 'less than',
};

export const TIME_WORDS = { gte: 'from', gt: 'after', lte: 'until', lt: 'before' };

export function kindOf(field) {
  return FIELDS.find(([name]) => name === field)[2];
}

/** @returns the filter as JSON, or null when there is nothing to ask */
export function filterOf(rows, all) {
  const conditions = rows.filter((row) => row.op === 'exists' || row.value.trim() !== '').map(conditionOf);
  if (conditions.length < 2) {
    return conditions[0] ?? null;
  }
  return all ? { and: conditions } : { or: conditions };
}

/** @returns `{rows, all}`, or null when rows cannot say it */
export function rowsOf(filter) {
  if (filter === null || typeof filter !== 'object') {
    return null;
  }
  const all = !('or' in filter);
  const conditions = filter.and ?? filter.or ?? [filter];
  const rows = Array.isArray(conditions) ? conditions.map(rowOf) : [null];
  return rows.includes(null) ? null : { rows, all };
}

function conditionOf({ field, path, op, value }) {
  const name = field === 'metadata' ? `metadata.${path.trim()}` : field;
  return op === 'exists'
    ? { field: name, op }
    : { field: name, op, value: valueOf(kindOf(field), op, value.trim()) };
}

function valueOf(kind, op, text) {
  if (op === 'in') {
    return text.split(',').map((part) => one(kind, part.trim()));
  }
  return one(kind, text);
}

function one(kind, text) {
  switch (kind) {
    case 'number':
      return Number(text);
    case 'time':
      return new Date(text).toISOString();
    case 'any':
      return plain(text);
    default:
      return text;
  }
}

/** 42, true and "42" mean what they mean in JSON; everything else is text. */
function plain(text) {
  try {
    const value = readExact(text);
    return typeof value === 'object' && !isExactNumber(value) ? text : value;
  } catch {
    return text;
  }
}

function rowOf(condition) {
  const { field, op, value, ...more } = condition ?? {};
  if (typeof field !== 'string' || !(op in WORDS) || Object.keys(more).length > 0) {
    return null;
  }
  const inMetadata = field.startsWith('metadata.');
  const name = inMetadata ? 'metadata' : field;
  const known = FIELDS.some(([each]) => each === name) && OPERATORS[kindOf(name)].includes(op);
  const written = known ? textOf(kindOf(name), op, value) : null;
  const row = {
    field: name,
    path: inMetadata ? field.slice('metadata.'.length) : '',
    op,
    value: written ?? '',
  };
  return written !== null && JSON.stringify(conditionOf(row)) === JSON.stringify(condition) ? row : null;
}

function textOf(kind, op, value) {
  if (op === 'exists') {
    return '';
  }
  if (op === 'in') {
    return Array.isArray(value) ? value.map((each) => textOf(kind, 'eq', each)).join(', ') : null;
  }
  if (kind === 'any' && typeof value === 'string') {
    return plain(value) === value ? value : JSON.stringify(value);
  }
  if (isExactNumber(value)) {
    return value.rawJSON;
  }
  return ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : null;
}
