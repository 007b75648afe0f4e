// Says what went wrong as a person would want to hear it: what it means, and what can be done now.

import { el, fill } from './dom.js';
import { clock } from './format.js';

/** What to say of problems whose words are meant for programs. */
const MEANING = {
  0: ['The server does not answer', 'It may have stopped, or the network is down.'],
  401: ['A key is needed', 'This server answers to those who bring a key.'],
  403: ['This key does not open that', null],
  429: ['Too many requests', 'This key has asked more than its rate allows.'],
  503: ['The server cannot answer right now', null],
};

/**
 * Shows a problem, and offers to repeat what failed: by itself after as long as the server asked for.
 *
 * @param again repeats it; absent for what must not be repeated unasked
 */
export function problemNotice(problem, again) {
  const [title, text] = MEANING[problem.status] ?? [problem.title, null];
  const detail = text ?? problem.detail;
  const full = problem.type.endsWith('/quota-exceeded') ? problem.title : title;
  const waiting = el('span', { class: 'waiting' });
  const notice = el(
    'div',
    { class: 'notice', role: 'alert' },
    el('strong', {}, full),
    detail && el('p', {}, sentence(detail)),
    el(
      'p',
      { class: 'buttons' },
      again &&
        el('button', { type: 'button', click: again }, problem.status === 401 ? 'Enter a key' : 'Try again'),
      problem.type.startsWith('/problems/') && el('a', { href: problem.type }, 'What this means'),
      waiting,
    ),
  );
  if (again && problem.retryAfter > 0 && [429, 503].includes(problem.status)) {
    countDown(notice, waiting, problem.retryAfter, again);
  }
  return notice;
}

/**
 * "Not reachable since 14:03:21", for what comes back by itself.
 *
 * @param shown whether there is something to see from before
 */
export function awayNotice(since, shown) {
  return el(
    'div',
    { class: 'notice', role: 'status' },
    el('strong', {}, `Not reachable since ${clock(since)}`),
    el(
      'p',
      {},
      `${shown ? 'What you see is what it said last. ' : ''}This page goes on asking, and recovers by itself.`,
    ),
  );
}

function countDown(notice, waiting, seconds, again) {
  let left = seconds;
  const tick = () => {
    if (!notice.isConnected) {
      return;
    }
    if (left <= 0) {
      again();
      return;
    }
    fill(waiting, `again in ${left} s`);
    left -= 1;
    setTimeout(tick, 1000);
  };
  setTimeout(tick);
}

function sentence(text) {
  const first = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.?!]$/.test(first) ? first : `${first}.`;
}
