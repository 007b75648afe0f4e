// What the process uses and the store holds, as entries of the resources panel.

import { bytes, count, counted, millis, share } from '../page/format.js';

export function holdings({ process, store, cache }, inside) {
  return [
    {
      name: 'Heap that is needed',
      value: bytes(process.heap_bytes_live),
      note: `of ${bytes(process.heap_bytes_max)}; ${bytes(process.heap_bytes_used)} with garbage`,
      share: process.heap_bytes_live / process.heap_bytes_max,
    },
    {
      name: 'Processors',
      value: share(process.cpu),
      note: `${millis(process.gc_pause_ms)} stopped by collections`,
    },
    inside && {
      name: 'Requests under way',
      value: count(inside.requests_in_flight),
      note: `up for ${lasting(inside.uptime_seconds)}`,
    },
    store && {
      name: 'Memories',
      value: count(store.memories),
      note: `in ${counted(store.namespaces, 'namespace')}`,
    },
    store && {
      name: 'On disk',
      value: bytes(store.bytes_total),
      note: `${bytes(Math.max(0, store.bytes_total - store.bytes_live))} free to be reused`,
    },
    store?.index_bytes !== undefined && {
      name: 'Index in memory',
      value: bytes(store.index_bytes),
      note:
        store.recall_sampled === undefined
          ? 'not compared with exact answers yet'
          : `recall at least ${share(store.recall_sampled)} of samples`,
    },
    cache && {
      name: 'Cache',
      value: bytes(cache.bytes),
      note: `of ${bytes(cache.bytes_max)}; ${counted(cache.entries, 'entry', 'entries')}`,
      share: null,
    },
    cache && {
      name: 'Cache look-ups',
      value: count(cache.hits + cache.misses),
      note: `${count(cache.hits)} hits, ${count(cache.misses)} misses, ${count(cache.stale)} of them stale`,
    },
  ].filter(Boolean);
}

/** 3 h 12 min */
function lasting(seconds) {
  const [days, hours, minutes] = [
    Math.floor(seconds / 86_400),
    Math.floor(seconds / 3600) % 24,
    Math.floor(seconds / 60) % 60,
  ];
  if (days > 0) {
    return `${days} d ${hours} h`;
  }
  return hours > 0 ? `${hours} h ${minutes} min` : minutes > 0 ? `${minutes} min` : `${seconds} s`;
}
