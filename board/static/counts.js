// How many items there are of each kind and status: each count filters by what it counts.

import { cellsOf, records } from "./contents.js"
import { el, frame, say, sync } from "./dom.js"
import { written } from "./format.js"

// One count as a button that filters by it, or lifts that filter.
function chip(family, words, send) {
  return (entry) => {
    const button = el("button", "cgc-chip", el("span", ""), el("b", ""))
    button.onclick = () => {
      const isHere = button.getAttribute("aria-pressed") === "true"
      send.go(`${new URLSearchParams({ [family]: isHere ? "" : entry.code })}`)
    }
    button.title = words["items.filter"]
    return button
  }
}

function group(family, words, send) {
  const node = el("div", "cgc-chips")
  node.dataset.family = family
  const make = chip(family, words, send)
  return {
    node,
    show(table, { now, chosen }) {
      const cell = cellsOf(table, (one) => written(one, words, now))
      const write = (button, entry) => {
        const isHere = chosen[family] === entry.code
        say(button.firstChild, entry.name)
        say(button.lastChild, cell(entry, "items"))
        button.dataset.kind = family === "kind" ? entry.code : ""
        button.setAttribute("aria-pressed", String(isHere))
        button.title = words[isHere ? "items.remove" : "items.filter"]
      }
      sync(node, records(table), (one) => one.code, make, write)
    },
  }
}

export function counts(root, data, send) {
  const { words, part } = data
  const { panel, body, caption } = frame(part)
  panel.classList.add("cgc-sheet")
  const totals = el("dl", "cgc-facts")
  const groups = ["kind", "status"].map((family) => [
    family,
    group(family, words, send),
  ])
  body.append(totals, ...groups.map(([, { node }]) => node))
  root.append(panel)
  const make = () => el("div", "", el("dt", ""), el("dd", ""))
  const change = (given) => {
    const { contents, now } = given
    const write = (entry, one) => {
      entry.dataset.figure = one.key
      say(entry.firstChild, one.name)
      say(entry.lastChild, written(one, words, now))
    }
    caption(contents)
    sync(totals, contents.figures ?? [], (one) => one.key, make, write)
    for (const [family, { node, show }] of groups) {
      const table = (contents.tables ?? []).find(({ name }) => name === `by_${family}`)
      node.hidden = !table
      if (table) show(table, given)
    }
  }
  change(data)
  return Object.assign(() => undefined, { change })
}
