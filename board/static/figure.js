// Plotly charts that keep their node: Plotly.react on every change, never a remount.

import { drawn, styleOf } from "./chart.js"
import { el, frame } from "./dom.js"
import { library } from "./library.js"

const OPTIONS = { displayModeBar: false, responsive: true, staticPlot: false }

function plotly() {
  return library("assets/plotly/plotly.min.js", "Plotly")
}

export function figure(root, { words, part = "hours" }) {
  const { panel, body, caption } = frame(part)
  const chart = el("div", "cgc-chart")
  body.append(chart)
  root.append(panel)
  let known = ""
  const resized = new ResizeObserver(async () => {
    if (known) (await plotly()).Plots.resize(chart)
  })
  resized.observe(chart)
  const show = async (state, changed) => {
    if (!changed.has(part)) return
    const next = JSON.stringify(state[part])
    if (next === known) return
    known = next
    caption(state[part])
    const { data, layout } = drawn(state[part], styleOf(chart), words, state.now)
    const library = await plotly()
    await library.react(chart, data, layout, OPTIONS)
  }
  show.stop = () => resized.disconnect()
  return show
}
