// The live page: whether memory is fast, and if not, what is slow and why.

import { get } from '../page/api.js';
import { el, fill } from '../page/dom.js';
import { limit, millis, plain, significant } from '../page/format.js';
import { awayNotice, problemNotice } from '../page/notice.js';
import { alertsPanel } from './alerts.js';
import { lineChart } from './chart.js';
import { connections } from './connections.js';
import { failuresPanel } from './failures.js';
import { firstSteps } from './first-steps.js';
import { headline, nearestToBudget } from './headline.js';
import { holdings } from './holdings.js';
import { label, latencyTable, scaleKey } from './latency.js';
import { poll } from './poll.js';
import { readingOf, samplesOf } from './reading.js';
import { resourcesPanel } from './resources.js';
import { slowPanel } from './slow.js';

const WINDOWS = [
  [10, '10 seconds'],
  [60, 'minute'],
  [300, '5 minutes'],
  [3600, 'hour'],
];
const USUAL = 60;
/** Lines are drawn over at least so much. */
const LINES_SECONDS = 300;
/** Whatever changes slowly is asked for once in so many times. */
const SELDOM = 5;

export function liveView() {
  let reading = null;
  let samples = [];
  let chosen = null;
  let end = () => {};
  const top = headline();
  const alerts = alertsPanel();
  const latency = latencyTable((name) => {
    chosen = chosen === name ? null : name;
    draw();
  });
  const lines = lineChart({
    label: 'Latency',
    format: millis,
    round: limit,
    lines: ['p99', 'p95', 'p50'].map((name) => ({
      name: () => name,
      of: (sample) => sample.operations[shownOperation()]?.[name],
    })),
    limit: () => reading?.operations.find(({ name }) => name === shownOperation())?.budget ?? null,
  });
  const traffic = lineChart({
    label: 'Operations per second',
    format: (value) => `${significant(value)} /s`,
    round: (value) => `${plain(value)} /s`,
    lines: [
      { name: () => 'all operations', of: (sample) => sample.rate },
      { name: () => label(shownOperation() ?? ''), of: (sample) => sample.operations[shownOperation()]?.rate },
    ],
  });
  const resources = resourcesPanel('Resources');
  const depended = resourcesPanel('Connections');
  const failures = failuresPanel();
  const slow = slowPanel();
  const first = firstSteps();
  const trouble = el('div', { class: 'trouble' });
  const linesTitle = el('h2', {});
  const time = el(
    'select',
    { 'aria-label': 'Time that figures are of', change: () => restart() },
    WINDOWS.map(([seconds, name]) =>
      el('option', { value: seconds, selected: seconds === USUAL }, `last ${name}`),
    ),
  );
  const figures = el(
    'div',
    { class: 'live-figures', hidden: true },
    top.element,
    alerts.element,
    first.element,
    el(
      'section',
      { class: 'panel', 'aria-label': 'Latency' },
      el('h2', {}, 'Latency against budget'),
      latency.element,
      scaleKey(),
    ),
    el(
      'div',
      { class: 'pair-of-panels' },
      el('section', { class: 'panel', 'aria-label': 'Latency over time' }, linesTitle, lines.element),
      el(
        'section',
        { class: 'panel', 'aria-label': 'Throughput over time' },
        el('h2', {}, 'Throughput'),
        traffic.element,
      ),
    ),
    slow.element,
    depended.element,
    el('div', { class: 'pair-of-panels uneven' }, resources.element, failures.element),
  );
  const element = el(
    'div',
    { class: 'live' },
    trouble,
    el('div', { class: 'live-title' }, el('h1', {}, 'Live'), time),
    figures,
  );

  const shownOperation = () =>
    chosen ?? (reading === null ? null : (nearestToBudget(reading.operations)?.name ?? 'search'));
  const draw = () => {
    if (reading === null) {
      return;
    }
    figures.hidden = false;
    top.draw(reading);
    latency.draw(reading.operations, shownOperation());
    const span = Math.max(LINES_SECONDS, Number(time.value));
    lines.draw(samples, span);
    traffic.draw(samples, span);
    fill(linesTitle, `Latency of ${label(shownOperation() ?? '')}`);
    failures.draw(reading);
    depended.draw(connections(reading));
  };
  const heard = ({ live, seldom }) => {
    element.classList.remove('stale');
    fill(trouble);
    reading = readingOf(live);
    if (seldom !== null) {
      samples = samplesOf(seldom.lines);
      alerts.draw(seldom.alerts);
      slow.draw(seldom.slow);
      resources.draw(holdings(reading, seldom.status));
      first.draw(reading);
    }
    draw();
  };
  const failed = (problem, since) => {
    element.classList.add('stale');
    if (problem.status === 403) {
      fill(trouble, notForThisKey(problem));
      return false;
    }
    const away = problem.status === 0;
    fill(
      trouble,
      away
        ? awayNotice(since, reading !== null)
        : problemNotice(problem, problem.status === 401 ? restart : undefined),
    );
    return problem.status !== 401;
  };
  const restart = () => {
    end();
    end = poll(asking(Number(time.value)), heard, failed);
  };
  return {
    element,
    show: restart,
    update: () => {},
    leave: () => end(),
  };
}

/** Asks for the figures of so many seconds each time, and for the rest now and then. */
function asking(seconds) {
  let times = 0;
  let hasAlerts = true;
  const ifThere = (problem) => {
    if (problem.status !== 404) {
      throw problem;
    }
    hasAlerts = false;
    return null;
  };
  return async (signal) => {
    const ask = (path) => get(path, { signal });
    const isSeldom = times % SELDOM === 0;
    const [live, lines, alerts, slow, status] = await Promise.all([
      ask(`/v1/live?window=${seconds}`),
      isSeldom && ask(`/v1/live?window=${Math.max(LINES_SECONDS, seconds)}`),
      isSeldom && hasAlerts ? ask('/v1/alerts').catch(ifThere) : null,
      isSeldom && ask('/v1/slow'),
      isSeldom && ask('/v1/status'),
    ]);
    times += 1;
    return {
      live,
      seldom: isSeldom ? { lines, alerts: alerts?.items ?? null, slow: slow.items, status } : null,
    };
  };
}

function notForThisKey(problem) {
  return el(
    'div',
    { class: 'notice', role: 'alert' },
    el('strong', {}, 'This page is about the server as a whole'),
    el(
      'p',
      {},
      "It takes a key for all namespaces ('*'). With yours, you can use the ",
      el('a', { href: '#/memories' }, 'memory browser'),
      '.',
    ),
    el('p', { class: 'hint' }, problem.detail),
  );
}
