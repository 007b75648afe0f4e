// Numbers with their units, and times, for people.

const WHOLE = new Intl.NumberFormat('en');
const BYTE_UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
const AGES = [
  [60, 'second', 1],
  [3600, 'minute', 60],
  [86_400, 'hour', 3600],
  [2_592_000, 'day', 86_400],
  [31_536_000, 'month', 2_592_000],
  [Infinity, 'year', 31_536_000],
];
const AGE = new Intl.RelativeTimeFormat('en', { numeric: 'always' });

/** 12,345 */
export function count(number) {
  return WHOLE.format(number);
}

/** One memory, 2 memories. */
export function counted(number, thing, things = `${thing}s`) {
  return `${count(number)} ${number === 1 ? thing : things}`;
}

/** Three digits that count: 0.0123, 1.23, 12.3, 123, 1,234. */
export function significant(number) {
  if (number === 0) {
    return '0';
  }
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(number))));
  return number.toLocaleString('en', {
    minimumFractionDigits: Math.min(digits, 4),
    maximumFractionDigits: Math.min(digits, 4),
  });
}

/** The same without noughts at the end, for limits and other numbers that stand alone: 0.8, 50. */
export function plain(number) {
  return Math.abs(number) >= 1000
    ? count(Math.round(number))
    : number.toLocaleString('en', { maximumSignificantDigits: 3 });
}

/** 250 µs, 50 ms, 1.5 s */
export function limit(ms) {
  if (ms < 1) {
    return ms === 0 ? '0' : `${plain(ms * 1000)} µs`;
  }
  return ms < 1000 ? `${plain(ms)} ms` : `${plain(ms / 1000)} s`;
}

/** 420 µs, 1.23 ms, 4.56 s */
export function millis(ms) {
  if (ms < 1) {
    return `${significant(ms * 1000)} µs`;
  }
  return ms < 1000 ? `${significant(ms)} ms` : `${significant(ms / 1000)} s`;
}

/** 12.3 MiB */
export function bytes(number) {
  let unit = 0;
  let value = number;
  while (value >= 1024 && unit < BYTE_UNITS.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${unit === 0 ? count(value) : significant(value)} ${BYTE_UNITS[unit]}`;
}

/** 93.4 % */
export function share(part) {
  return `${(part * 100).toLocaleString('en', { maximumFractionDigits: part > 0 && part < 0.1 ? 2 : 1 })} %`;
}

/** 3 minutes ago, in 2 days */
export function age(time, now = Date.now()) {
  const seconds = (new Date(time).getTime() - now) / 1000;
  const size = Math.abs(seconds);
  if (size < 5) {
    return 'just now';
  }
  const [, unit, each] = AGES.find(([limit]) => size < limit);
  return AGE.format(Math.trunc(seconds / each), unit);
}

/** 14:03:21, in the reader's zone */
export function clock(time) {
  return new Date(time).toLocaleTimeString('en-GB');
}
