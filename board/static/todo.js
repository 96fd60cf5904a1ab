// How much waits for this seat, beside the way to it: asked for now and then while the
// page is looked at.

import { el, say } from "./dom.js"
import { written } from "./format.js"

const EVERY_MS = 20_000
const KNOWN = 200

// Returns beat(now), to be called with every beat of the clock.
export function todoBadge(nav, { todo: address, words }) {
  const anchor = nav.querySelector("[data-page=todo]")
  if (!(address && anchor)) return () => undefined
  const badge = el("b", "cgc-todo")
  badge.hidden = true
  anchor.append(badge)
  let askedAt = Number.NEGATIVE_INFINITY
  const ask = async () => {
    const answer = await fetch(new URL(address, document.baseURI)).catch(() => null)
    if (answer?.status !== KNOWN) return
    const { things, late } = await answer.json()
    say(badge, written({ value: things, form: "count" }, words))
    badge.classList.toggle("is-late", late > 0)
    badge.hidden = things === 0
  }
  return (now) => {
    if (document.hidden || now - askedAt < EVERY_MS) return
    askedAt = now
    ask()
  }
}
