// Divisions in order of today's cases; a click goes down into one.

import { cellsOf, indicatorOf, levelOf, records, tableOf } from "./contents.js"
import { defines } from "./defined.js"
import { el, frame, say, sync } from "./dom.js"
import { written } from "./format.js"

const DIRECTIONS = ["down", "same", "up"]

function row(send) {
  return () => {
    const button = el(
      "button",
      "cgc-rank",
      el("span", "cgc-rank-place"),
      el("span", "cgc-rank-moved"),
      el("span", "cgc-rank-name", el("b", ""), el("small", "")),
      el("span", "cgc-bar-track is-split"),
      el("b", "cgc-rank-count"),
      el("span", "cgc-rank-signals"),
      el("span", "cgc-rank-open"),
    )
    const node = el("li", "", button)
    button.onclick = () => send.go(node.dataset.division)
    return node
  }
}

// The severities of one division's cases, as long as they are of the most of any.
function split(track, series, entry, most) {
  const parts = series.filter(({ column }) => entry[column])
  sync(
    track,
    parts,
    (one) => one.column,
    () => el("i", ""),
    (piece, { column, colour }) => {
      piece.style.background = `var(--${colour})`
      piece.style.width = `${(100 * entry[column]) / most}%`
    },
  )
}

function write(node, entry, { cell, here, series, most, better }) {
  const [place, change, name, track, count, signals, open] = node.firstChild.children
  node.dataset.division = entry.code
  node.classList.toggle("is-here", entry.code === here)
  say(place, cell(entry, "rank"))
  say(change, cell(entry, "moved"))
  change.dataset.level = levelOf(DIRECTIONS[1 + Math.sign(entry.moved ?? 0)], better)
  say(name.firstChild, entry.name)
  say(name.lastChild, entry.above)
  split(track, series, entry, most)
  say(count, cell(entry, "cases"))
  say(signals, cell(entry, "signals"))
  say(open, cell(entry, "open"))
}

export function league(root, data, send) {
  const { words, part } = data
  const { panel, body, caption, title } = frame(part, { scrolls: true })
  const list = el("ol", "cgc-ranks")
  const empty = el("p", "cgc-empty", words["label.no_children"])
  body.append(list, empty)
  root.append(panel)
  return (state, changed) => {
    if (!changed.has(part)) return
    const table = tableOf(state[part], "league")
    const entries = records(table)
    const given = {
      cell: cellsOf(table, (cell) => written(cell, words)),
      here: data.scope,
      series: state[part].charts[0].series,
      most: Math.max(1, ...entries.map((one) => one.cases)),
      better: table.columns.find((one) => one.key === "moved").better,
    }
    caption(state[part])
    // A row leads down, so the caption says what all of them count.
    defines(title, indicatorOf(table))
    const show = (node, entry) => write(node, entry, given)
    sync(list, entries, (one) => one.code, row(send), show)
    empty.hidden = entries.length > 0
  }
}
