// Counts by name as bars.

import { records, tableOf } from "./contents.js"
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

// Fills a list with the bars of a part; a bar is as long as its count is of the largest.
export function writeBars(list, contents, words) {
  const found = records(tableOf(contents, "bars"))
  const most = Math.max(1, ...found.map((one) => one.count))
  const write = (node, { name, kind, count }) => {
    const [label, track, number] = node.children
    node.dataset.kind = kind
    say(label, name)
    label.title = name
    track.firstChild.style.width = `${(100 * count) / most}%`
    say(number, written({ value: count, form: "count" }, words))
  }
  sync(list, found, (one) => `${one.kind} ${one.name}`, bar, write)
}

export function bars(root, { words, part = "categories" }) {
  const { panel, body, caption } = frame(part, { scrolls: true })
  const list = el("ol", "cgc-bars")
  const empty = el("p", "cgc-empty", words["label.bars_empty"])
  body.append(list, empty)
  root.append(panel)
  return (state, changed) => {
    if (!changed.has(part)) return
    caption(state[part])
    writeBars(list, state[part], words)
    empty.hidden = list.children.length > 0
  }
}
