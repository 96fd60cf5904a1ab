// Open signals, then open cases along the process, each measured by its own most.

import { indicatorOf, records } from "./contents.js"
import { defines } from "./defined.js"
import { el, frame, say, sync } from "./dom.js"
import { written } from "./format.js"

function step() {
  return el("li", "cgc-step", el("b", ""), el("i", ""), el("span", ""))
}

function stepsOf(table) {
  const found = records(table)
  const most = Math.max(1, ...found.map((one) => one.count))
  return found.map((one) => ({
    ...one,
    standing: table.name,
    indicator: indicatorOf(table),
    share: one.count / most,
  }))
}

export function steps(root, { words }) {
  const { panel, body, caption } = frame("steps")
  const list = el("ol", "cgc-steps")
  body.append(list)
  root.append(panel)
  return (state, changed) => {
    if (!changed.has("steps")) return
    const found = state.steps.tables.flatMap(stepsOf)
    caption(state.steps)
    const write = (node, { status, name, count, standing, share, indicator }) => {
      const [number, column, label] = node.children
      node.dataset.status = status
      node.dataset.standing = standing
      say(number, written({ value: count, form: "count" }, words))
      defines(number, indicator, { label: name, items: { status } })
      column.style.setProperty("--share", share)
      say(label, name)
    }
    sync(list, found, (one) => `${one.standing} ${one.status}`, step, write)
  }
}
