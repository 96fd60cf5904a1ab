// What came since the queue was asked for: said at once, and shown by itself every few
// seconds while nobody chooses, reads under his pointer or fills in a form.

import { heedTouches, isAwaited, openForm } from "./calm.js"
import { figureOf } from "./contents.js"
import { el, say } from "./dom.js"
import { fill, written } from "./format.js"

const EVERY_MS = 10_000
const BUSY = ".cgc-alerts :checked, .cgc-alerts:hover"

export function arrived(root, data, send) {
  const { words } = data
  const refresh = el("button", "cgc-action", words["live.refresh"])
  const told = el("span", "")
  const node = el("div", "cgc-arrived", told, refresh)
  node.setAttribute("role", "status")
  root.append(node)
  let { base } = data
  let shownAt = Date.now()
  let pushed = base
  const ask = () => {
    shownAt = Date.now()
    send.go(String(base.number))
  }
  const look = () => {
    const fresh = Math.max(0, pushed.received - base.received)
    const isOther = fresh > 0 || pushed.waiting !== base.waiting
    const n = written({ value: fresh, form: "count" }, words)
    say(told, fresh > 0 ? fill(words["alerts.arrived"], { n }) : words["live.changed"])
    node.hidden = !isOther
    const isDue = Date.now() - shownAt >= EVERY_MS
    const isAtWork = isAwaited() || openForm() || document.querySelector(BUSY)
    const isBusy = document.hidden || isAtWork
    if (isOther && isDue && !isBusy) ask()
  }
  refresh.onclick = ask
  const view = (state) => {
    if (!state.arrived) return
    const of = (key) => figureOf(state.arrived, key)?.value ?? 0
    pushed = { received: of("received"), waiting: of("waiting") }
    look()
  }
  const change = ({ base: next }) => {
    if (next.number !== base.number) shownAt = Date.now()
    base = next
    look()
  }
  heedTouches()
  look()
  return Object.assign(view, { change })
}
