// One tile for each stream of a playback: what had been received, is open and was ended
// as of the step, and the course of what arrived.

import { el, say, svg, sync } from "./dom.js"
import { written } from "./format.js"
import { SEVERITIES } from "./played.js"

const WIDTH = 240
const HEIGHT = 44
// So many points a line can show.
const POINTS = 72

function courseOf(steps) {
  const size = Math.max(1, Math.ceil(steps.length / POINTS))
  const sums = []
  for (let at = 1; at < steps.length; at += size) {
    const part = steps.slice(at, at + size)
    sums.push(part.reduce((sum, { arrived }) => sum + (arrived ?? 0), 0))
  }
  const most = Math.max(1, ...sums)
  const points = sums.map((sum, place) => {
    const x = (place / Math.max(1, sums.length - 1)) * WIDTH
    return `${x.toFixed(1)},${(HEIGHT - 2 - (sum / most) * (HEIGHT - 6)).toFixed(1)}`
  })
  return `M${points.join("L")}`
}

function sparkline(steps) {
  const box = { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "none" }
  const chart = svg("svg", { ...box, class: "cgc-spark", "aria-hidden": "true" })
  const line = courseOf(steps)
  const cursor = svg("line", { y1: 0, y2: HEIGHT, class: "is-at" })
  chart.append(
    svg("path", { class: "is-area", d: `${line}L${WIDTH},${HEIGHT}L0,${HEIGHT}Z` }),
    svg("path", { class: "is-line", d: line }),
    cursor,
  )
  return { chart, cursor }
}

function fact(name, unit) {
  const value = el("b", "")
  return { value, node: el("span", "", name, value, unit) }
}

function tile({ kind, title, columns, steps }, words) {
  const nameOf = (key) => columns.find((one) => one.key === key).name
  const number = el("strong", "cgc-number")
  const open = fact(nameOf("open"), words["tile.unit_short"])
  const ended = fact(nameOf("ended"), words["tile.unit_short"])
  const { chart, cursor } = sparkline(steps)
  const bar = el("div", "cgc-split")
  const list = el("div", "cgc-split-text")
  const node = el(
    "article",
    "cgc-tile",
    el(
      "div",
      "cgc-tile-head",
      el("h3", "", title),
      el("span", "cgc-faint", nameOf("received")),
    ),
    el(
      "div",
      "cgc-tile-main",
      el("div", "", number, el("span", "cgc-unit", words["tile.unit"])),
      el("div", "cgc-tile-trend", chart),
    ),
    el("div", "cgc-tile-facts", open.node, ended.node),
    bar,
    list,
  )
  node.dataset.kind = kind
  const write = (value) => written({ value, form: "count" }, words)
  const shown = SEVERITIES.map((code) => ({ code, key: `received-${code}` }))
  const make = ({ code }) => {
    const label = words[`severity_short.${code}`]
    const part = el("span", "", el("i", "cgc-shape"), el("em", "", label), el("b", ""))
    say(part.firstChild, words[`severity_shape.${code}`])
    part.dataset.severity = code
    return part
  }
  return {
    node,
    at(position) {
      const x = (position / (steps.length - 1)) * WIDTH
      cursor.setAttribute("x1", x.toFixed(1))
      cursor.setAttribute("x2", x.toFixed(1))
    },
    show(step) {
      const now = steps[step]
      say(number, write(now.received))
      say(open.value, write(now.open))
      say(ended.value, write(now.ended))
      const grow = (part, { code, key }) => {
        part.style.background = `var(--severity-${code})`
        part.style.flexGrow = String(now[key] ?? 0)
      }
      const tell = (part, { key }) => say(part.lastChild, write(now[key]))
      sync(
        bar,
        shown,
        ({ key }) => key,
        () => el("i", ""),
        grow,
      )
      sync(list, shown, ({ key }) => key, make, tell)
    },
  }
}

export function playedTiles({ streams }, words) {
  const tiles = streams.map((one) => tile(one, words))
  return {
    node: el("section", "cgc-tiles", ...tiles.map(({ node }) => node)),
    at(position) {
      for (const one of tiles) one.at(position)
    },
    show(step) {
      for (const one of tiles) one.show(step)
    },
  }
}
