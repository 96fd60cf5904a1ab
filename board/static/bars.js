// Counts by name as bars, each group measured by its own largest.

import { indicatorOf, records } from "./contents.js"
import { defines } from "./defined.js"
import { el, frame, say, sync } from "./dom.js"
import { written } from "./format.js"

function bar() {
  return el(
    "li",
    "cgc-bar",
    el("span", "cgc-bar-name"),
    el("span", "cgc-bar-track", el("i", "")),
    el("b", ""),
  )
}

function group() {
  return el("div", "", el("h3", "cgc-bar-group"), el("ol", "cgc-bars"))
}

// Fills a list with the bars of a table; a bar is as long as its count is of the largest.
export function writeBars(list, table, words) {
  const found = records(table)
  const indicator = indicatorOf(table)
  const most = Math.max(1, ...found.map((one) => one.count))
  const write = (node, { name, kind, category, count }) => {
    const [label, track, number] = node.children
    node.dataset.kind = kind
    say(label, name)
    label.title = name
    track.firstChild.style.width = `${(100 * (count ?? 0)) / most}%`
    say(number, written({ value: count, form: "count" }, words))
    const items = category && { kind, category }
    defines(number, indicator, { label: name, items })
  }
  sync(list, found, (one) => `${one.kind} ${one.name}`, bar, write)
}

export function bars(root, { words, part = "categories" }) {
  const { panel, body, caption } = frame(part, { scrolls: true })
  const groups = el("div", "cgc-bar-groups")
  const empty = el("p", "cgc-empty", words["label.bars_empty"])
  body.append(groups, empty)
  root.append(panel)
  return (state, changed) => {
    if (!changed.has(part)) return
    const { charts, tables } = state[part]
    caption(state[part])
    const write = (node, table) => {
      const [head, list] = node.children
      const isAlone = charts.length === 1 || table.rows.length === 0
      say(head, isAlone ? "" : table.columns.find((one) => one.key === "count").name)
      head.hidden = isAlone
      writeBars(list, table, words)
    }
    sync(groups, tables, (one) => one.name, group, write)
    empty.hidden = tables.some((one) => one.rows.length > 0)
  }
}
