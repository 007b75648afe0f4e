// The servers that the store depends on, as entries of a panel: connections of each pool, and whether calls are let
// through.

import { count, counted } from '../page/format.js';

const STATES = {
  closed: ['let through', null],
  half_open: ['tried again', 'calls are let through once it can be relied on'],
  open: ['cut off', 'nobody waits for it, until it is tried again'],
};

export function connections({ pools, circuits }) {
  return [
    ...Object.entries(pools).map(([name, { used, max, idle, pending, timeouts }]) => ({
      name: `Connections to ${name}`,
      value: `${count(used)} of ${count(max)} in use`,
      note: `${count(idle)} idle; ${counted(pending, 'caller waits', 'callers wait')}, ${count(timeouts)} gave up`,
      share: max > 0 ? used / max : null,
      over: (pending > 0 && used >= max) || timeouts > 0,
    })),
    ...Object.entries(circuits).map(([target, state]) => {
      const [value, note] = STATES[state];
      return { name: `Calls to ${target}`, value, note, over: state !== 'closed' };
    }),
  ];
}
