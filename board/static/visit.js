// Going to a division that was clicked: from the wall to the desk page of that division,
// elsewhere the page itself goes there.

import { leaving } from "./divisions.js"

function down(code) {
  const query = leaving("district")
  query.set("scope", code)
  document.location.assign(new URL(`district?${query}`, document.baseURI))
}

export function visiting({ page }, send) {
  return page === "wall" ? down : (code) => send.go(code)
}
