// Open items along the process, step by step.

import { el, frame, say, sync } from "./dom.js"

function step() {
  return el("li", "cgc-step", el("b", ""), el("i", ""), el("span", ""))
}

function write(node, { status, name, count, share }) {
  const [number, column, label] = node.children
  node.dataset.status = status
  say(number, count.toLocaleString("en"))
  column.style.setProperty("--share", share.toFixed(3))
  say(label, name)
}

export function steps(root, { words }) {
  const { panel, body, aside } = frame("steps", words["label.steps"])
  const list = el("ol", "cgc-steps")
  aside.textContent = words["label.steps_note"]
  body.append(list)
  root.append(panel)
  return (state, changed) => {
    if (!changed.has("steps")) return
    sync(list, state.steps, (one) => one.status, step, write)
  }
}
