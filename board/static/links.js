// The address of an item's own page.
export function addressOf(link, { kind, id }) {
  const url = new URL(link, document.baseURI)
  url.searchParams.set("kind", kind)
  url.searchParams.set("id", id)
  return url.href
}
