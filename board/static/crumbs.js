// The way from the city down to here; every step leads back up.

import { el, say, sync } from "./dom.js"

export function crumbs(root, _data, send) {
  const path = el("ol", "cgc-path")
  const center = el("h1", "cgc-center")
  const below = el("span", "cgc-faint")
  root.append(el("div", "cgc-crumbs", path, center, below))
  const make = () => {
    const button = el("button", "", el("small", ""), el("span", ""))
    const node = el("li", "", button)
    button.type = "button"
    button.onclick = () => send.go(node.dataset.division)
    return node
  }
  return (state, changed) => {
    if (!changed.has("crumbs")) return
    say(center, state.crumbs.center)
    say(below, state.crumbs.below)
    sync(path, state.crumbs.path, (one) => one.code, make, (node, one) => {
      node.dataset.division = one.code
      say(node.firstChild.firstChild, one.tier)
      say(node.firstChild.lastChild, one.name)
    })
  }
}
