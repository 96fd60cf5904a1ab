// A strip of figures, each with its formula as its tooltip.

import { el, say, sync } from "./dom.js"

function make() {
  return el("div", "", el("dt", ""), el("dd", "", el("b", ""), el("span", "")))
}

function write(node, { name, value, note, title, level }) {
  const [number, aside] = node.lastChild.children
  node.title = title
  node.dataset.level = level
  say(node.firstChild, name)
  say(number, value)
  say(aside, note)
}

export function indicators(root) {
  const list = el("dl", "cgc-indicators")
  root.append(list)
  return (state, changed) => {
    if (!changed.has("indicators")) return
    sync(list, state.indicators, (one) => one.indicator, make, write)
  }
}
