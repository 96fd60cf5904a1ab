// How much waits for this seat, beside the ways to it: asked for now and then while the
// page is looked at, all at once.

import { el, say } from "./dom.js"
import { written } from "./format.js"

const EVERY_MS = 20_000
const KNOWN = 200

// Returns beat(now), to be called with every beat of the clock.
export function todoBadge(nav, { todo: address, words }) {
  if (!address) return () => undefined
  const badges = new Map()
  for (const anchor of nav.querySelectorAll("[data-page]")) {
    const badge = el("b", "cgc-todo")
    badge.hidden = true
    badges.set(anchor.dataset.page, { anchor, badge })
  }
  let askedAt = Number.NEGATIVE_INFINITY
  const ask = async () => {
    const answer = await fetch(new URL(address, document.baseURI)).catch(() => null)
    if (answer?.status !== KNOWN) return
    const told = await answer.json()
    for (const [page, { things, late }] of Object.entries(told)) {
      const { anchor, badge } = badges.get(page) ?? {}
      if (!anchor) continue
      if (!badge.isConnected) anchor.append(badge)
      say(badge, written({ value: things, form: "count" }, words))
      badge.classList.toggle("is-late", late > 0)
      badge.hidden = things === 0
    }
  }
  return (now) => {
    if (document.hidden || now - askedAt < EVERY_MS) return
    askedAt = now
    ask()
  }
}
