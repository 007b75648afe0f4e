// Asks the HTTP API. The key is kept in this module's memory and nowhere else: a reload forgets it, and
// the browser writes nothing of it to disk unless its reader lets the password manager do so.

import { readJson } from './json.js';

let key = '';
let askForKey = null;
let asking = null;

/** What the server, or the way to it, said instead of an answer. */
export class Problem extends Error {
  /** @param status 0 when nobody answered */
  constructor(status, fields, retryAfter) {
    super(fields.detail ?? fields.title);
    this.status = status;
    this.title = fields.title;
    this.detail = fields.detail ?? '';
    this.type = fields.type ?? '';
    this.field = (fields.pointer ?? '').split('/')[1] ?? '';
    this.retryAfter = retryAfter;
  }
}

export function useKey(text) {
  key = text;
}

export function hasKey() {
  return key !== '';
}

/** @param ask says why a key is wanted, and resolves to whether one was given */
export function whenKeyIsWanted(ask) {
  askForKey = ask;
}

export const get = (path, options) => ask('GET', path, options);
export const post = (path, body, options) => ask('POST', path, { ...options, body });

/**
 * The answer as JSON, once the server has a key it takes.
 *
 * @param options `body`; `version`, which the memory must still have; `signal`, which gives up
 * @throws Problem
 */
export async function ask(method, path, options = {}) {
  for (;;) {
    const used = key;
    try {
      return await once(method, path, options);
    } catch (problem) {
      const wanted = problem.status === 401 && askForKey !== null;
      if (!wanted || (used === key && !(await keyFor(problem, used)))) {
        throw problem;
      }
    }
  }
}

/** Asks the reader for a key, once for all requests that wait for it. */
function keyFor(problem, used) {
  asking ??= askForKey(used === '' ? '' : problem.detail).finally(() => {
    asking = null;
  });
  return asking;
}

async function once(method, path, { body, version, signal }) {
  const headers = { Accept: 'application/json' };
  if (key !== '') {
    headers.Authorization = `Bearer ${key}`;
  }
  if (version !== undefined) {
    headers['If-Match'] = `"${version}"`;
  }
  if (body !== undefined) {
    headers['Content-Type'] = 'application/json';
  }
  const request = { method, headers, signal, cache: 'no-store', credentials: 'omit', redirect: 'error' };
  if (body !== undefined) {
    request.body = JSON.stringify(body);
  }
  const response = await fetch(path, request).catch((cause) => unreachable(cause));
  const text = await response.text().catch((cause) => unreachable(cause));
  if (response.ok) {
    return text === '' ? null : readJson(text);
  }
  throw new Problem(
    response.status,
    fields(text, response.status),
    Number(response.headers.get('Retry-After')) || 0,
  );
}

function unreachable(cause) {
  if (cause.name === 'AbortError') {
    throw cause;
  }
  throw new Problem(0, { title: 'The server does not answer' }, 0);
}

function fields(text, status) {
  try {
    return readJson(text);
  } catch {
    return { title: `The server answered ${status}` };
  }
}
