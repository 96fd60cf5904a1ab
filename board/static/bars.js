// The commonest categories as bars.

import { el, frame, say, sync } from "./dom.js"

export function bar() {
  return el(
    "li",
    "cgc-bar",
    el("span", "cgc-bar-name"),
    el("span", "cgc-bar-track", el("i", "")),
    el("b", ""),
  )
}

export function writeBar(node, { name, kind, count, share }) {
  const [label, track, number] = node.children
  node.dataset.kind = kind
  say(label, name)
  label.title = name
  track.firstChild.style.width = `${(share * 100).toFixed(1)}%`
  say(number, count.toLocaleString("en"))
}

export function bars(root, { words, part = "categories" }) {
  const { panel, body, aside } = frame(part, words[`label.${part}`])
  const list = el("ol", "cgc-bars")
  const empty = el("p", "cgc-empty", words["label.bars_empty"])
  body.append(list, empty)
  root.append(panel)
  aside.textContent = words[`label.${part}_note`]
  return (state, changed) => {
    if (!changed.has(part)) return
    sync(list, state[part], (b) => `${b.kind} ${b.name}`, bar, writeBar)
    empty.hidden = state[part].length > 0
  }
}
