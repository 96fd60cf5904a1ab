// One tile per stream: the number, its changes, what is open and done, severities, hours.

import { cellOf, cellsOf, levelOf, records, tableOf } from "./contents.js"
import { defines } from "./defined.js"
import { el, say, svg, sync } from "./dom.js"
import { fill, written } from "./format.js"

const DIRECTIONS = ["down", "same", "up"]
const SEVERITY = "severity-"
const JUDGED = ["dismissed", "confirmed"]
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

function change(column, label) {
  const value = el("b", "")
  const node = el("span", "cgc-change", label, value)
  return {
    node,
    show(data, cell) {
      const difference = data.received - data[column.denominator]
      const isKnown = data[column.key] !== null
      const direction = isKnown ? DIRECTIONS[1 + Math.sign(difference)] : ""
      say(value, cell(data, column.key))
      node.dataset.level = levelOf(direction, column.better)
      const names = `${data.name} · ${label}`
      defines(node, column.indicator, {
        value,
        label: names,
        cell: cellOf(column, data),
        // A change lists what it has come to: of a stream of signals, these.
        items: { kind: data.kind, indicator: data.received_indicator },
      })
    },
  }
}

function fact(unit = "") {
  const name = el("span", "")
  const value = el("b", "")
  const node = el("span", "", name, value, unit)
  return {
    node,
    show(label, text, { name: of, kind }, indicator) {
      say(name, label)
      say(value, text)
      defines(node, indicator, { value, label: `${of} · ${label}`, items: { kind } })
    },
  }
}

function severities(columns, words) {
  const bar = el("div", "cgc-split")
  const list = el("div", "cgc-split-text")
  const keyOf = (column) => column.key
  return {
    nodes: [bar, list],
    show(data, cell) {
      const grow = (node, { key }) => {
        node.style.background = `var(--${key})`
        node.style.flexGrow = String(data[key] ?? 0)
      }
      const write = (node, { key, name }) => {
        const [shape, label, count] = node.children
        node.dataset.severity = key.slice(SEVERITY.length)
        say(shape, words[`severity_shape.${node.dataset.severity}`])
        say(label, name)
        say(count, cell(data, key))
        const items = { kind: data.kind, severity: node.dataset.severity }
        const told = { value: count, label: `${data.name} · ${name}`, items }
        defines(node, data.received_indicator, told)
      }
      sync(bar, columns, keyOf, () => el("i", ""), grow)
      sync(list, columns, keyOf, makePart, write)
    },
  }
}

function makePart() {
  return el("span", "", el("i", "cgc-shape"), el("em", ""), el("b", ""))
}

function tile(words, columns) {
  const columnOf = (key) => columns.find((one) => one.key === key)
  const name = el("h3", "")
  const heading = el("span", "cgc-faint")
  const number = el("strong", "cgc-number")
  const open = fact(words["tile.unit_short"])
  const ended = fact(words["tile.unit_short"])
  const judged = columns.filter((one) => JUDGED.includes(one.key))
  const ways = judged.map((one) => ({ ...one, part: fact() }))
  const day = change(columnOf("day"), words["tile.day"])
  const year = change(columnOf("year"), words["tile.year"])
  const bySeverity = columns.filter((one) => one.key.startsWith(SEVERITY))
  const split = severities(bySeverity, words)
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
      el("div", "cgc-tile-count", heading, el("div", "", number, unit)),
      el("div", "cgc-tile-trend", chart, chartLabel),
    ),
    el("div", "cgc-tile-facts", day.node, year.node),
    el(
      "div",
      "cgc-tile-facts",
      open.node,
      ended.node,
      ...ways.map(({ part }) => part.node),
    ),
    ...split.nodes,
  )
  node.show = (data, cell, { hours, note }) => {
    const received = cell(data, "received")
    node.dataset.kind = data.kind
    say(name, data.name)
    say(heading, data.label)
    if (number.textContent && number.textContent !== received) flash(number)
    say(number, received)
    const label = `${data.name} · ${data.label}`
    defines(number, data.received_indicator, { label, items: { kind: data.kind } })
    open.show(data.open_label, cell(data, "open"), data, data.open_indicator)
    ended.show(data.ended_label, cell(data, "ended"), data, data.ended_indicator)
    for (const { key, indicator, part } of ways) {
      part.node.hidden = data[key] === null
      part.show(words[`tile.${key}`], cell(data, key), data, indicator)
    }
    day.show(data, cell)
    year.show(data, cell)
    year.node.hidden = !data.has_year
    split.show(data, cell)
    trace(
      chart,
      hours.map((hour) => hour[data.kind]),
    )
    say(chartLabel, note)
    node.feed = data
  }
  node.clock = (now) => {
    const { feed, feed_text: state, heard } = node.feed
    const age = written({ value: heard, form: "age" }, words, now)
    say(pulse, heard === null ? state : fill(words["tile.feed"], { state, age }))
    pulse.dataset.state = feed
    defines(pulse, columnOf("heard").indicator)
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
      const table = tableOf(state.tiles, "tiles")
      const cell = cellsOf(table, (one) => written(one, words, state.now))
      const hours = records(tableOf(state.tiles, "trend"))
      const make = () => tile(words, table.columns)
      const show = (node, data) =>
        node.show(data, cell, { hours, note: state.tiles.note })
      sync(list, records(table), (one) => one.kind, make, show)
    }
    for (const node of list.children) node.clock(state.now)
  }
}
