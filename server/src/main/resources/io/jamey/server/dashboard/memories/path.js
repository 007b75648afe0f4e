// Where a memory is in the API.

export function pathOf({ namespace, id }) {
  return `/v1/memories/${encodeURIComponent(id)}?namespace=${encodeURIComponent(namespace)}`;
}
