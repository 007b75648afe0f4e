// Dialogs: the browser keeps the focus inside, Escape leaves, and the focus goes back to where it was.

import { el } from './dom.js';

let dialogs = 0;

/**
 * Opens a dialog and resolves to what was chosen, or to null when it was left.
 *
 * @param content is given `choose`, and returns what the dialog shows under its title
 */
export function openDialog(title, content) {
  return new Promise((resolve) => {
    const before = document.activeElement;
    const id = `dialog-${(dialogs += 1)}`;
    let chosen = null;
    const dialog = el('dialog', { 'aria-labelledby': id, close: () => leave() });
    const choose = (value) => {
      chosen = value;
      dialog.close();
    };
    const leave = () => {
      dialog.remove();
      before?.focus?.();
      resolve(chosen);
    };
    dialog.append(el('h2', { id }, title), ...content(choose));
    document.body.append(dialog);
    dialog.showModal();
  });
}

/** Asks before something is done that cannot be undone. The safe button has the focus. */
export function confirmed(title, text, action) {
  return openDialog(title, (choose) => [
    ...text,
    el(
      'div',
      { class: 'buttons' },
      el('button', { type: 'button', autofocus: true, click: () => choose(false) }, 'Cancel'),
      el('button', { type: 'button', class: 'danger', click: () => choose(true) }, action),
    ),
  ]);
}
