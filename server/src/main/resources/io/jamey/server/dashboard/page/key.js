// Asks the reader for a key when the server wants one.

import { hasKey, useKey, whenKeyIsWanted } from './api.js';
import { openDialog } from './dialog.js';
import { el } from './dom.js';

/** Keys are letters, digits and underscores; anything else would not even travel in a header. */
const SENDABLE = /^[\x21-\x7e]+$/;

/** @param changed is called after another key was given, or the key was forgotten */
export function startKeys(button, changed) {
  const label = () => {
    button.textContent = hasKey() ? 'Key in use' : 'Key';
  };
  const ask = async (refusal) => {
    const given = await askForKey(refusal);
    label();
    return given !== null && hasKey();
  };
  whenKeyIsWanted(ask);
  button.addEventListener('click', async () => {
    if ((await askForKey('')) !== null) {
      label();
      changed();
    }
  });
}

/** Resolves to null when the reader left things as they are. */
function askForKey(refusal) {
  return openDialog('A key for this server', (choose) => {
    const error = el('p', { class: 'error', role: 'alert', id: 'key-error' }, refusal);
    const input = el('input', {
      type: 'password',
      id: 'key-input',
      name: 'key',
      autocomplete: 'current-password',
      required: true,
      autofocus: true,
      spellcheck: 'false',
      'aria-describedby': 'key-error key-about',
      placeholder: 'jamey_…',
    });
    const submit = (event) => {
      event.preventDefault();
      const key = input.value.trim();
      if (SENDABLE.test(key)) {
        useKey(key);
        choose(true);
      } else {
        error.textContent = 'A key has no spaces and only ASCII characters: copy it again.';
      }
    };
    const forget = () => {
      useKey('');
      choose(false);
    };
    return [
      el(
        'p',
        { id: 'key-about' },
        'It stays in this tab’s memory until you reload or close it. Make one with ',
      ),
      el('pre', { class: 'curl' }, "jamey keys create --name NAME --namespace '*' --admin"),
      el(
        'form',
        { submit },
        el('label', { for: 'key-input' }, 'Key'),
        input,
        error,
        el(
          'div',
          { class: 'buttons' },
          hasKey() && el('button', { type: 'button', click: forget }, 'Forget the key'),
          el('button', { type: 'button', click: () => choose(null) }, 'Cancel'),
          el('button', { type: 'submit', class: 'primary' }, 'Use this key'),
        ),
      ),
    ];
  });
}
