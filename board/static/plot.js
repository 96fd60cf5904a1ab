// A Plotly chart that keeps its node: Plotly.react on every change, never a remount.

import { drawn, styleOf } from "./chart.js"
import { library } from "./library.js"

const OPTIONS = { displayModeBar: false, responsive: true }

// A bar has its key among those of its series, a flow and its ends their own.
function keyOf({ data, pointNumber, customdata }) {
  return data?.ids?.[pointNumber] ?? customdata
}

function isDisplayed(node) {
  return node.isConnected && getComputedStyle(node).display !== "none"
}

// `pick` hears of what was clicked: the key of a bar, a flow or its end.
export function plot(node, words, pick) {
  let contents = null
  let moment = 0
  const draw = async () => {
    const { data, layout } = drawn(contents, styleOf(node), words, moment)
    // What is clicked is one bar, not all at its place.
    if (pick) layout.hovermode = "closest"
    const plotly = await library("assets/plotly/plotly.min.js", "Plotly")
    await plotly.react(node, data, layout, OPTIONS)
    node.removeAllListeners("plotly_click")
    if (pick) node.on("plotly_click", ({ points: [one] }) => pick(keyOf(one)))
  }
  // With its room, what fits along its axes changes.
  const resized = new ResizeObserver(async () => {
    if (!contents) return
    await draw()
    // The page may have been left while the chart was being drawn.
    if (isDisplayed(node)) window.Plotly.Plots.resize(node)
  })
  resized.observe(node)
  return {
    stop: () => resized.disconnect(),
    // Settles when it is drawn.
    show(given, now) {
      contents = given
      moment = now
      return given ? draw() : null
    },
  }
}
