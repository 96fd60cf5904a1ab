// A chart of a named table as plotly wants it; colours are roles of the style sheet.

import { cellsOf, records, tableOf } from "./contents.js"
import { flowing } from "./flows.js"
import { axisUnitOf, written } from "./format.js"

const CLEAR = "transparent"
const STEPS = [1, 2, 5, 10]
const SIZE = 0.8
// Plotly leaves so much of an axis empty above the highest value.
const FILLED = 0.95
// What stands around the axes, and the room of a tick, in letters.
const EDGE = 1.6
const SIDES = { left: 2.9, right: 3.2, bare: 0.5 }
const TICK_ROOM = 2.8
const MARKS = {
  bar: (colour) => ({ type: "bar", marker: { color: colour, line: { width: 0 } } }),
  hollow: (colour) => ({
    type: "bar",
    marker: { color: CLEAR, line: { color: colour, width: 1.2 } },
  }),
  line: (colour) => ({
    type: "scatter",
    mode: "lines",
    line: { color: colour, width: 1.4 },
  }),
  dotted: (colour) => ({
    type: "scatter",
    mode: "lines",
    line: { color: colour, width: 1.5, dash: "dot", shape: "spline" },
  }),
}

// The highest that bars on top of or beside each other, or a line, reach on one side.
function reachOf(found, series, beside) {
  const bars = series.filter((one) => one.mark !== "line" && one.mark !== "dotted")
  const heights = found.map((row) =>
    beside ? 0 : bars.reduce((sum, one) => sum + row[one.column], 0),
  )
  const lines = series.flatMap((one) => found.map((row) => row[one.column]))
  return Math.max(0, ...heights, ...lines)
}

// Round numbers from zero on, at most so many; whole ones for counts.
function ticksUpTo(most, wanted, form) {
  const rough = Math.max(most / FILLED / wanted, form === "count" ? 1 : 1e-9)
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = power * STEPS.find((one) => one * power >= rough)
  return Array.from({ length: Math.floor(most / step) + 1 }, (_, place) => place * step)
}

function valueAxis({ found, table, series, style, words, beside }) {
  const { form, unit = "" } = table.columns.find((one) => one.key === series[0].column)
  const wanted = Math.max(2, Math.floor(style.height / style.size / TICK_ROOM))
  const most = reachOf(found, series, beside)
  const { name, size } = axisUnitOf(form, most, words)
  const ticks = ticksUpTo(most / size, wanted, form)
  const isWhole = ticks.every(Number.isInteger)
  const exact = name ? "decimal" : form
  return {
    ...axisOf(style),
    rangemode: "tozero",
    tickvals: ticks.map((value) => value * size),
    ticktext: ticks.map((value) =>
      written({ value, form: isWhole ? "count" : exact }, words),
    ),
    title: {
      text: unit || name,
      font: { size: style.size * SIZE, color: style.colour("faint") },
      standoff: 4,
    },
  }
}

function axisOf(style) {
  return {
    color: style.colour("faint"),
    gridcolor: style.colour("line"),
    zerolinecolor: style.colour("line"),
    fixedrange: true,
    tickfont: { size: style.size * SIZE },
  }
}

function namesAxis(names, every, style) {
  const shown = every ? names.filter((_, place) => place % every === 0) : []
  const ticks = { showticklabels: every > 0, tickvals: shown, ticktext: shown }
  return { ...axisOf(style), type: "category", showgrid: false, tickangle: 0, ...ticks }
}

// Names beside their bars, the first on top.
function lyingAxes({ style, ...given }) {
  const ticks = { ...axisOf(style), type: "category", showgrid: false }
  const yaxis = { ...ticks, autorange: "reversed", automargin: true }
  return { xaxis: { ...valueAxis({ ...given, style }), title: "" }, yaxis }
}

// Where the values stand and where their names.
function placed(names, values, lying) {
  return lying ? { x: values, y: names, orientation: "h" } : { x: names, y: values }
}

function legendOf(style) {
  const font = { size: style.size * SIZE, color: style.colour("faint") }
  const corner = { x: 1, xanchor: "right", y: 1.02, yanchor: "bottom" }
  return { orientation: "h", ...corner, font }
}

function marginOf({ yaxis2 }, size) {
  const right = yaxis2 ? SIDES.right : SIDES.bare
  return { l: SIDES.left * size, r: right * size, t: EDGE * size, b: EDGE * size }
}

function layoutOf(axes, style, { legend = true, beside = false, lying = false }) {
  return {
    barmode: beside ? "group" : "stack",
    bargap: 0.35,
    paper_bgcolor: CLEAR,
    plot_bgcolor: CLEAR,
    font: { color: style.colour("ink"), size: style.size, family: style.family },
    margin: marginOf(axes, style.size),
    showlegend: legend,
    legend: legendOf(style),
    hovermode: lying ? "closest" : "x unified",
    hoverlabel: {
      bgcolor: style.colour("line"),
      font: { color: style.colour("ink") },
    },
    ...axes,
  }
}

// What the browser knows of the palette, the font and the room of a chart.
export function styleOf(node) {
  const style = getComputedStyle(node)
  const colour = (role) => style.getPropertyValue(`--${role}`).trim()
  const size = Number.parseFloat(style.fontSize)
  const height = node.clientHeight - 2 * EDGE * size
  return { colour, family: style.fontFamily, size, height }
}

export function drawn(contents, style, words, now) {
  if (contents.charts[0].series[0].mark === "flow") {
    return flowing(contents, style, words, now)
  }
  const [chart] = contents.charts
  const { table: name, x, series, every = 1, beside = false, lying = false } = chart
  const table = tableOf(contents, name)
  const found = records(table).slice(0, chart.first || undefined)
  const write = cellsOf(table, (cell) => written(cell, words, now))
  const names = found.map((row) => x.map((key) => write(row, key)).join(" · "))
  const data = series.map(({ column, colour, mark = "bar", axis = "left" }) => ({
    ...MARKS[mark](style.colour(colour)),
    name: table.columns.find((one) => one.key === column).name,
    ...placed(
      names,
      found.map((row) => row[column]),
      lying,
    ),
    customdata: found.map((row) => write(row, column)),
    ids: found.map((row, place) => `${row.flow ?? place}${column}`),
    hovertemplate: "%{customdata}",
    yaxis: axis === "right" ? "y2" : "y",
  }))
  const given = { found, table, style, words, beside, series }
  if (lying) return { data, layout: layoutOf(lyingAxes(given), style, chart) }
  const sideOf = (side) => series.filter(({ axis = "left" }) => axis === side)
  const yaxis = valueAxis({ ...given, series: sideOf("left") })
  const axes = { xaxis: namesAxis(names, every, style), yaxis }
  if (sideOf("right").length > 0) {
    const right = valueAxis({ ...given, series: sideOf("right") })
    axes.yaxis2 = { ...right, overlaying: "y", side: "right", showgrid: false }
  }
  return { data, layout: layoutOf(axes, style, chart) }
}
