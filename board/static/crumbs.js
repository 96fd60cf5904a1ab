// The way from the city down to here; every step leads back up.

import { records, tableOf } from "./contents.js"
import { el, say, sync } from "./dom.js"
import { spoken } from "./format.js"

export function crumbs(root, { words }, send) {
  const path = el("ol", "cgc-path")
  const center = el("h1", "cgc-center")
  const below = el("span", "cgc-faint")
  root.append(el("div", "cgc-crumbs", path, center, below))
  const make = () => {
    const button = el("button", "", el("small", ""), el("span", ""))
    const node = el("li", "", button)
    button.onclick = () => send.go(node.dataset.division)
    return node
  }
  const write = (node, one) => {
    node.dataset.division = one.code
    say(node.firstChild.firstChild, one.tier)
    say(node.firstChild.lastChild, one.name)
  }
  return (state, changed) => {
    if (!changed.has("crumbs")) return
    const { title = "", notices = {} } = state.crumbs
    say(center, title)
    say(below, notices.below ? spoken(notices.below, words, state.now) : "")
    sync(path, records(tableOf(state.crumbs, "path")), (one) => one.code, make, write)
  }
}
