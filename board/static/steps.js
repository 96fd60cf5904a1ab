// Open items along the process, step by step.

import { records, tableOf } from "./contents.js"
import { el, frame, say, sync } from "./dom.js"
import { written } from "./format.js"

function step() {
  return el("li", "cgc-step", el("b", ""), el("i", ""), el("span", ""))
}

export function steps(root, { words }) {
  const { panel, body, caption } = frame("steps")
  const list = el("ol", "cgc-steps")
  body.append(list)
  root.append(panel)
  return (state, changed) => {
    if (!changed.has("steps")) return
    const found = records(tableOf(state.steps, "steps"))
    const most = Math.max(1, ...found.map((one) => one.count))
    caption(state.steps)
    const write = (node, { status, name, count }) => {
      const [number, column, label] = node.children
      node.dataset.status = status
      say(number, written({ value: count, form: "count" }, words))
      column.style.setProperty("--share", count / most)
      say(label, name)
    }
    sync(list, found, (one) => one.status, step, write)
  }
}
