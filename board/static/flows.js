// What went from one name to another as plotly wants it: ends on the left and right,
// coloured by their code; what went on to another end is drawn fuller than what stayed.

import { cellsOf, records, tableOf } from "./contents.js"
import { written } from "./format.js"

const CLEAR = "transparent"
const FULL = "b3"
const FAINT = "4d"
const ROOM = 0.6
const THICK = 14
const GAP = 16
const NEAR = 0.001
const FAR = 0.999
const LETTERS = 0.92

function endsOf(found, column, place) {
  const ends = new Map()
  for (const row of found) {
    const code = row.flow.split(".")[place]
    ends.set(code, { code, name: row[column], side: place })
  }
  return [...ends.values()]
}

// Both sides in the same order from the top: of the fewest codes the rest is left out.
function nodesOf(found, [from, to], family, style) {
  const left = endsOf(found, from, 0)
  const right = endsOf(found, to, 1)
  const all = [...left, ...right]
  const places = new Map(all.map(({ side, code }, place) => [`${side}${code}`, place]))
  const node = {
    label: all.map(({ name }) => name),
    color: all.map(({ code }) => style.colour(`${family}-${code}`)),
    customdata: all.map(({ side, code }) => (side ? `.${code}` : `${code}.`)),
    x: all.map(({ side }) => (side ? FAR : NEAR)),
    hovertemplate: "%{label} %{value}",
    thickness: THICK,
    pad: GAP,
    line: { width: 0 },
  }
  return { node, places }
}

function linkOf(found, table, { column, colour }, places, style, words, now) {
  const write = cellsOf(table, (cell) => written(cell, words, now))
  const codes = found.map((row) => row.flow.split("."))
  return {
    source: codes.map(([from]) => places.get(`0${from}`)),
    target: codes.map(([, to]) => places.get(`1${to}`)),
    value: found.map((row) => row[column]),
    color: codes.map(
      ([from, to]) => style.colour(`${colour}-${to}`) + (from === to ? FAINT : FULL),
    ),
    customdata: found.map((row) => row.flow),
    label: found.map((row) => write(row, column)),
    hovertemplate: "%{source.label} → %{target.label} %{label}",
  }
}

export function flowing(contents, style, words, now) {
  const [{ table: name, x, series }] = contents.charts
  const table = tableOf(contents, name)
  const found = records(table)
  const { node, places } = nodesOf(found, x, series[0].colour, style)
  const link = linkOf(found, table, series[0], places, style, words, now)
  const text = {
    color: style.colour("ink"),
    size: style.size * LETTERS,
    shadow: "none",
  }
  const side = style.size * ROOM
  return {
    data: [{ type: "sankey", arrangement: "fixed", node, link, textfont: text }],
    layout: {
      paper_bgcolor: CLEAR,
      plot_bgcolor: CLEAR,
      font: { ...text, family: style.family },
      margin: { l: side, r: side, t: style.size, b: style.size },
      hoverlabel: {
        bgcolor: style.colour("line"),
        font: { color: style.colour("ink") },
      },
    },
  }
}
