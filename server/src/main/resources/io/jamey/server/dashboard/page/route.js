// Which page is shown, as the address says it: `#/memories?namespace=ann`. What was searched for stays out
// of it.

/** The page's name and parameters, or null when the address points elsewhere, as the skip link does. */
export function route() {
  const written = location.hash;
  if (written !== '' && !written.startsWith('#/')) {
    return null;
  }
  const [name, query] = written.slice(2).split('?', 2);
  return { name, parameters: Object.fromEntries(new URLSearchParams(query ?? '')) };
}

export function address(name, parameters = {}) {
  const given = Object.entries(parameters).filter(([, value]) => value !== undefined && value !== '');
  return given.length === 0 ? `#/${name}` : `#/${name}?${new URLSearchParams(given)}`;
}

export function go(name, parameters) {
  location.hash = address(name, parameters);
}
