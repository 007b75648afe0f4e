// What is not as it should be, by the server's own verdict, and what to do about it.

import { el, fill } from '../page/dom.js';
import { age, plain } from '../page/format.js';

const WORDS = {
  firing: 'holds since',
  pending: 'holds, but not for long enough yet, since',
  resolved: 'over; it held since',
};

export function alertsPanel() {
  const element = el('section', {
    class: 'panel alerts',
    'aria-label': 'Alerts',
    'aria-live': 'polite',
    hidden: true,
  });
  let shown = '';
  /** @param alerts null where the server has none to tell of */
  const draw = (alerts) => {
    const said = JSON.stringify(alerts);
    if (said === shown) {
      return; // so that nobody hears it twice
    }
    shown = said;
    element.hidden = alerts === null;
    const none = alerts !== null && alerts.length === 0;
    element.classList.toggle('slim', none);
    fill(
      element,
      el('h2', {}, 'Alerts'),
      none ? el('p', { class: 'hint' }, 'None holds.') : el('ul', {}, (alerts ?? []).map(entry)),
    );
  };
  return { element, draw };
}

function entry(alert) {
  return el(
    'li',
    { class: `alert ${alert.state} ${alert.severity}` },
    el('p', {}, el('strong', {}, `${alert.severity}: `), alert.summary),
    el(
      'p',
      { class: 'hint' },
      `${WORDS[alert.state] ?? alert.state} `,
      el('time', { datetime: alert.since, title: alert.since }, age(alert.since)),
      ` · ${plain(alert.value)}, where ${plain(alert.threshold)} is the limit`,
      Object.entries(alert.labels ?? {}).map(([name, value]) => ` · ${name} ${value}`),
    ),
    el('a', { href: alert.runbook }, 'What to do'),
  );
}
