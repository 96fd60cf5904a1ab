// Plotly charts that keep their node: Plotly.react on every change, never a remount.

import { el, frame, say } from "./dom.js"

const OPTIONS = { displayModeBar: false, responsive: true, staticPlot: false }
let loading = null

function plotly() {
  loading ??= new Promise((resolve, reject) => {
    const script = el("script")
    script.src = new URL("assets/plotly/plotly.min.js", document.baseURI).href
    script.onload = () => resolve(window.Plotly)
    script.onerror = reject
    document.head.append(script)
  })
  return loading
}

export function figure(root, { words, part = "hours" }) {
  const { panel, body, aside } = frame(part, words[`label.${part}`])
  const chart = el("div", "cgc-chart")
  body.append(chart)
  root.append(panel)
  let drawn = ""
  const resized = new ResizeObserver(async () => {
    if (drawn) (await plotly()).Plots.resize(chart)
  })
  resized.observe(chart)
  const show = async (state, changed) => {
    if (!changed.has(part)) return
    const next = JSON.stringify(state[part])
    if (next === drawn) return
    drawn = next
    const { data, layout, note } = JSON.parse(next)
    say(aside, note)
    const size = Number.parseFloat(getComputedStyle(chart).fontSize)
    layout.font = { ...layout.font, family: getComputedStyle(chart).fontFamily, size }
    for (const part of [layout.xaxis, layout.yaxis, layout.yaxis2 ?? {}]) {
      part.tickfont = { ...part.tickfont, size: size * 0.8 }
      if (part.title?.font) part.title.font.size = size * 0.8
    }
    layout.legend.font.size = size * 0.8
    const library = await plotly()
    await library.react(chart, data, layout, OPTIONS)
  }
  show.stop = () => resized.disconnect()
  return show
}
