// A chart of its own in the picture: the hours, the last thirty days.

import { indicatorOf } from "./contents.js"
import { defines } from "./defined.js"
import { el, frame } from "./dom.js"
import { plot } from "./plot.js"

export function figure(root, { words, part = "hours" }) {
  const { panel, body, caption, title } = frame(part)
  const chart = el("div", "cgc-chart")
  body.append(chart)
  root.append(panel)
  const drawing = plot(chart, words)
  let known = ""
  const show = (state, changed) => {
    if (!changed.has(part)) return null
    const next = JSON.stringify(state[part])
    if (next === known) return null
    known = next
    caption(state[part])
    const items = { period: part === "days" ? "days30" : "today" }
    defines(title, indicatorOf(state[part].tables[0]), { items })
    return drawing.show(JSON.parse(known), state.now)
  }
  show.stop = drawing.stop
  return show
}
