// A text field of a browser knows one end of a line only. Contents have others, and must keep them.

/** A content as a text field shows it. */
export function readable(content) {
  return content.replace(/\r\n?/g, '\n');
}

/** What was written in a text field, with the line ends that the content had, where those were all alike. */
export function editable(text, content) {
  const ends = new Set(content.match(/\r\n|\r|\n/g));
  return ends.size === 1 ? text.replaceAll('\n', [...ends][0]) : text;
}
