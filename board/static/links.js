// The address of an item's own page.
export function addressOf(link, { kind, id }) {
  const url = new URL(link, document.baseURI)
  url.searchParams.set("kind", kind)
  url.searchParams.set("id", id)
  return url.href
}

// The address of a list with the filters of a query, all else as it is in the link.
export function filteredBy(link, query) {
  const url = new URL(link, document.baseURI)
  for (const [name, said] of new URLSearchParams(query))
    url.searchParams.set(name, said)
  return url.href
}
