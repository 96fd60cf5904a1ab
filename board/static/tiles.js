// One tile per stream: the number, its changes, what is open, severities, 24 hours.

import { age, el, fill, say, svg, sync } from "./dom.js"

const ARROWS = { up: "▲", down: "▼", same: "＝", none: "" }
const WIDTH = 240
const HEIGHT = 44

function sparkline() {
  const box = { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "none" }
  const chart = svg("svg", { ...box, class: "cgc-spark", "aria-hidden": "true" })
  chart.append(svg("path", { class: "is-area" }), svg("path", { class: "is-line" }))
  return chart
}

function trace(chart, numbers) {
  const most = Math.max(1, ...numbers)
  const step = WIDTH / Math.max(1, numbers.length - 1)
  const points = numbers.map((n, place) => {
    const y = HEIGHT - 2 - (n / most) * (HEIGHT - 6)
    return `${(place * step).toFixed(1)},${y.toFixed(1)}`
  })
  const line = `M${points.join("L")}`
  chart.querySelector(".is-line").setAttribute("d", line)
  const area = `${line}L${WIDTH},${HEIGHT}L0,${HEIGHT}Z`
  chart.querySelector(".is-area").setAttribute("d", area)
}

function change(label) {
  const value = el("b", "")
  const node = el("span", "cgc-change", label, value)
  return {
    node,
    show({ text, direction }) {
      say(value, `${ARROWS[direction]}${text}`)
      node.dataset.direction = direction
    },
  }
}

function severities() {
  const bar = el("div", "cgc-split")
  const list = el("div", "cgc-split-text")
  return {
    nodes: [bar, list],
    show(parts) {
      sync(
        bar,
        parts,
        (p) => p.severity,
        () => el("i", ""),
        (node, part) => {
          node.dataset.severity = part.severity
          node.style.flexGrow = String(part.count)
        },
      )
      sync(list, parts, (p) => p.severity, makePart, updatePart)
    },
  }
}

function makePart() {
  return el("span", "", el("i", "cgc-shape"), el("em", ""), el("b", ""))
}

function updatePart(node, part) {
  node.dataset.severity = part.severity
  const [shape, name, count] = node.children
  say(shape, part.shape)
  say(name, part.name)
  say(count, String(part.count))
}

function tile(words) {
  const name = el("h3", "")
  const label = el("span", "cgc-faint")
  const number = el("strong", "cgc-number")
  const open = el("b", "")
  const closed = el("b", "")
  const day = change(words["tile.day"])
  const year = change(words["tile.year"])
  const split = severities()
  const chart = sparkline()
  const chartLabel = el("span", "cgc-faint")
  const pulse = el("span", "cgc-pulse")
  const unit = el("span", "cgc-unit", words["tile.unit"])
  const node = el(
    "article",
    "cgc-tile",
    el("div", "cgc-tile-head", name, pulse),
    el(
      "div",
      "cgc-tile-main",
      el("div", "cgc-tile-count", label, el("div", "", number, unit)),
      el("div", "cgc-tile-trend", chart, chartLabel),
    ),
    el(
      "div",
      "cgc-tile-facts",
      day.node,
      year.node,
      el("span", "", words["tile.open"], open, words["tile.unit_short"]),
      el("span", "", words["tile.closed"], closed, words["tile.unit_short"]),
    ),
    ...split.nodes,
  )
  node.show = (data) => {
    node.dataset.kind = data.kind
    say(name, data.name)
    say(label, data.received_label)
    if (number.textContent && number.textContent !== data.received) flash(number)
    say(number, data.received)
    say(open, data.open)
    say(closed, data.closed)
    day.show(data.day)
    year.show(data.year)
    split.show(data.severities)
    trace(chart, data.trend)
    say(chartLabel, data.trend_label)
    node.feed = data.feed
  }
  node.clock = (now) => {
    const { state, text, at } = node.feed
    const since = at ? age(words, Math.max(0, (now - at) / 1000)) : ""
    say(pulse, at ? fill(words["tile.feed"], { state: text, age: since }) : text)
    pulse.dataset.state = state
  }
  return node
}

function flash(node) {
  node.animate([{ color: "var(--accent)" }, {}], { duration: 900 })
}

export function tiles(root, { words }) {
  const list = el("section", "cgc-tiles")
  root.append(list)
  return (state, changed) => {
    if (changed.has("tiles")) {
      const show = (node, data) => node.show(data)
      sync(
        list,
        state.tiles,
        (t) => t.kind,
        () => tile(words),
        show,
      )
    }
    for (const node of list.children) node.clock(state.now)
  }
}
