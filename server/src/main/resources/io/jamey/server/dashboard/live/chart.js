// Lines over time: an axis with round numbers, the value under the pointer or the arrow keys, gaps where
// there was nothing.

import { el, fill, svg } from '../page/dom.js';
import { clock } from '../page/format.js';

const WIDTH = 1000;
const HEIGHT = 100;

/**
 * @param label what is drawn, for those who cannot see it
 * @param format writes a value with its unit, and `round` one that is round
 * @param lines `{name, of}`: says what each is called, and reads its value from a sample; the first is drawn last
 * @param limit reads the value that should not be passed, if there is one
 */
export function lineChart({ label, format, round, lines, limit = () => null }) {
  let samples = [];
  let span = 300;
  let at = null;
  const paths = lines.map((_, i) => svg('path', { class: `line line-${i}` })).reverse();
  const limitLine = svg('line', { class: 'limit', x1: 0, x2: WIDTH });
  const cursor = svg('line', { class: 'cursor', y1: 0, y2: HEIGHT });
  const plot = svg(
    'svg',
    { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: 'none', 'aria-hidden': 'true' },
    limitLine,
    paths,
    cursor,
  );
  const begin = el('span', {});
  const ticks = el('div', { class: 'ticks', 'aria-hidden': 'true' });
  const tip = el('div', { class: 'tip', 'aria-hidden': 'true' });
  const field = el(
    'div',
    {
      class: 'field-of-lines',
      tabindex: '0',
      role: 'img',
      pointermove: (event) => point(event),
      pointerleave: () => leave(),
      keydown: (event) => step(event),
      blur: () => leave(),
    },
    plot,
    tip,
  );
  const key = el('p', { class: 'line-key' });
  const element = el(
    'figure',
    { class: 'chart' },
    ticks,
    field,
    el('div', { class: 'times', 'aria-hidden': 'true' }, begin, el('span', {}, 'now')),
    key,
  );

  /** @param seconds how far back the axis goes */
  const draw = (some, seconds) => {
    samples = some;
    span = seconds;
    fill(begin, `${span / 60} min ago`);
    const now = samples.at(-1)?.time ?? Date.now();
    const bound = limit();
    const values = samples.flatMap((sample) => lines.map(({ of }) => of(sample))).filter(isThere);
    const most = Math.max(0, ...values);
    const limitShown = bound !== null && bound <= most * 4;
    const top = roundAbove(Math.max(most, limitShown ? bound : 0));
    const x = (time) => WIDTH * (1 - (now - time) / (span * 1000));
    const y = (value) => HEIGHT * (1 - value / top);
    lines.forEach(({ of }, i) => paths[lines.length - 1 - i].setAttribute('d', path(samples, of, x, y)));
    limitLine.setAttribute('visibility', limitShown ? 'visible' : 'hidden');
    limitLine.setAttribute('y1', y(bound ?? 0));
    limitLine.setAttribute('y2', y(bound ?? 0));
    fill(
      key,
      lines.map(({ name }, i) => el('span', { class: `key-${i}` }, name())),
      limitShown && el('span', { class: 'key-limit' }, 'budget'),
    );
    fill(
      ticks,
      [top, top / 2, 0].map((value) => el('span', {}, round(value))),
    );
    field.setAttribute('aria-label', `${label}: ${described(at === null ? samples.at(-1) : samples[at])}`);
    mark(x);
  };
  const described = (sample) =>
    sample === undefined
      ? 'nothing yet'
      : `${clock(sample.time)}, ` +
        lines
          .map(({ name, of }) => `${name()} ${isThere(of(sample)) ? format(of(sample)) : 'none'}`)
          .join(', ');
  const mark = (x) => {
    const sample = at === null ? undefined : samples[Math.min(at, samples.length - 1)];
    tip.hidden = sample === undefined;
    cursor.setAttribute('visibility', sample === undefined ? 'hidden' : 'visible');
    if (sample !== undefined) {
      const place = x(sample.time);
      cursor.setAttribute('x1', place);
      cursor.setAttribute('x2', place);
      tip.classList.toggle('to-left', place > WIDTH / 2);
      tip.style.left = `${(place / WIDTH) * 100}%`;
      fill(
        tip,
        el('strong', {}, clock(sample.time)),
        lines.map(({ name, of }) =>
          el('span', {}, `${name()} ${isThere(of(sample)) ? format(of(sample)) : '—'}`),
        ),
      );
    }
  };
  const point = (event) => {
    const box = field.getBoundingClientRect();
    const now = samples.at(-1)?.time ?? 0;
    const time = now - (1 - (event.clientX - box.left) / box.width) * span * 1000;
    at = nearest(samples, time);
    draw(samples, span);
  };
  const leave = () => {
    at = null;
    draw(samples, span);
  };
  const step = (event) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (by !== undefined && samples.length > 0) {
      event.preventDefault();
      at = Math.min(samples.length - 1, Math.max(0, (at ?? samples.length) + by));
      draw(samples, span);
    }
  };
  return { element, draw };
}

/** The least of 1, 2, 3, 4, 5, 6, 8, 10, 20 ... that is not less. */
export function roundAbove(value) {
  if (value <= 0) {
    return 1;
  }
  const decade = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 3, 4, 5, 6, 8, 10].map((step) => step * decade).find((step) => step >= value * 0.999999);
}

function path(samples, of, x, y) {
  let joined = false;
  return samples
    .map((sample) => {
      const value = of(sample);
      const before = joined;
      joined = isThere(value);
      if (!joined) {
        return '';
      }
      return `${before ? 'L' : 'M'}${x(sample.time).toFixed(1)} ${y(value).toFixed(2)}${before ? '' : 'h.01'}`;
    })
    .join('');
}

function nearest(samples, time) {
  let best = null;
  samples.forEach((sample, i) => {
    if (best === null || Math.abs(sample.time - time) < Math.abs(samples[best].time - time)) {
      best = i;
    }
  });
  return best;
}

function isThere(value) {
  return value !== null && value !== undefined;
}
