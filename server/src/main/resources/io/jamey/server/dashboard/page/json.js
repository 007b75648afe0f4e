// JSON whose numbers keep the way they were written, where a memory's metadata is concerned:
// 9007199254740993 and 1.0 are shown, and stored again, as they came. In browsers that cannot, numbers are
// those of JavaScript.

const EXACT = typeof JSON.rawJSON === 'function';

/** A document of the API: plain values, but for metadata, which is exact. */
export function readJson(text) {
  return relaxed(readExact(text));
}

/** A document all of whose numbers are as written. */
export function readExact(text) {
  return EXACT ? JSON.parse(text, (_, value, context) => asWritten(value, context.source)) : JSON.parse(text);
}

/** Whether a value that `readExact` gave is a number that JavaScript would write otherwise, as `rawJSON`. */
export function isExactNumber(value) {
  return EXACT && JSON.isRawJSON(value);
}

function asWritten(value, source) {
  return typeof value === 'number' && String(value) !== source ? JSON.rawJSON(source) : value;
}

function relaxed(value) {
  if (isExactNumber(value)) {
    return Number(value.rawJSON);
  }
  if (value !== null && typeof value === 'object') {
    for (const name of Object.keys(value)) {
      if (name !== 'metadata') {
        value[name] = relaxed(value[name]);
      }
    }
  }
  return value;
}
