// How much waits for this seat, beside the ways to it: asked for now and then while the
// page is looked at, all at once; and which reminder is due, said beside them.

import { el, say } from "./dom.js"
import { fill, written } from "./format.js"

const EVERY_MS = 20_000
const KNOWN = 200
// On a wall it is nobody's.
const WALL = "wall"

let isOld = false

// Says that reminders are due: how many, and of which item the first. It leads to 待办.
function reminding(nav, { page, words }) {
  const anchor = el("a", "cgc-due")
  anchor.target = "_self"
  anchor.hidden = true
  // A live region has no name of its own, and a link must have one.
  const node = el("span", "", anchor)
  node.setAttribute("role", "status")
  const way = nav.querySelector("[data-page=todo]")
  // As the ways beside it, aimed anew when it is used.
  anchor.onpointerdown = anchor.onfocus = () => {
    anchor.href = way?.href ?? ""
  }
  const show = (due) => {
    const { things: n = 0, number = "" } = due ?? {}
    anchor.hidden = n === 0 || page === WALL || !way
    if (anchor.hidden) return
    say(
      anchor,
      fill(words[n > 1 ? "follow.due_many" : "follow.due_one"], { n, number }),
    )
    anchor.onfocus()
  }
  return { node, show }
}

// Somebody has just done something about what waits.
export function askAnew() {
  isOld = true
}

// Returns beat(now), to be called with every beat of the clock, and what says that
// reminders are due.
export function todoBadge(nav, { todo: address, page, words }) {
  const remind = reminding(nav, { page, words })
  if (!address) return { beat: () => undefined, due: remind.node }
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
    const { due, ...told } = await answer.json()
    remind.show(due)
    for (const [name, { things, late, urgent = 0 }] of Object.entries(told)) {
      const { anchor, badge } = badges.get(name) ?? {}
      if (!anchor) continue
      if (!badge.isConnected) anchor.append(badge)
      const count = written({ value: things, form: "count" }, words)
      say(badge, urgent > 0 ? fill(words["badge.urgent"], { n: count, urgent }) : count)
      badge.classList.toggle("is-urgent", urgent > 0)
      badge.classList.toggle("is-late", late > 0)
      badge.hidden = things === 0
    }
  }
  const beat = (now) => {
    if (document.hidden || (!isOld && now - askedAt < EVERY_MS)) return
    askedAt = now
    isOld = false
    ask()
  }
  return { beat, due: remind.node }
}
