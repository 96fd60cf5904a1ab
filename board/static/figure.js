// Plotly charts that keep their node: Plotly.react on every change, never a remount.

import { drawn, styleOf } from "./chart.js"
import { indicatorOf } from "./contents.js"
import { defines } from "./defined.js"
import { el, frame } from "./dom.js"
import { library } from "./library.js"

const OPTIONS = { displayModeBar: false, responsive: true, staticPlot: false }

function plotly() {
  return library("assets/plotly/plotly.min.js", "Plotly")
}

export function figure(root, { words, part = "hours" }) {
  const { panel, body, caption, title } = frame(part)
  const chart = el("div", "cgc-chart")
  body.append(chart)
  root.append(panel)
  let known = ""
  let now = 0
  const draw = async () => {
    const { data, layout } = drawn(JSON.parse(known), styleOf(chart), words, now)
    const library = await plotly()
    await library.react(chart, data, layout, OPTIONS)
  }
  // With its room, what fits along its axes changes.
  const resized = new ResizeObserver(async () => {
    if (!known) return
    await draw()
    window.Plotly.Plots.resize(chart)
  })
  resized.observe(chart)
  const show = (state, changed) => {
    if (!changed.has(part)) return
    const next = JSON.stringify(state[part])
    if (next === known) return
    known = next
    now = state.now
    caption(state[part])
    defines(title, indicatorOf(state[part].tables[0]))
    draw()
  }
  show.stop = () => resized.disconnect()
  return show
}
