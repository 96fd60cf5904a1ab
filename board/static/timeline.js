// The time line of a playback: what arrived with every step, cases above and signals
// below, hours, midnight, grave items; a cursor that pointer and keyboard move.

import { el, svg } from "./dom.js"
import { fill, written } from "./format.js"
import { SEVERITIES, sumOf } from "./played.js"

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const SHANGHAI_MS = 8 * HOUR_MS
const MARKS = 26
const HOURS = 18
const LABEL_PX = 54
const EVERY = [0.25, 0.5, 1, 2, 3, 4, 6, 12].map((hours) => hours * HOUR_MS)
const MARKED = SEVERITIES.slice(0, 2)

function texted(attributes, text) {
  const node = svg("text", attributes)
  node.textContent = text
  return node
}

// The bars of a lane, a path for each severity: they grow from the axis, the gravest next
// to it.
function barsOf({ steps, most }, { axis, room, sign, width }) {
  const paths = SEVERITIES.map(() => [])
  const bar = Math.max(1, width / steps.length - 1)
  for (const [step, counts] of steps.entries()) {
    const x = (step / (steps.length - 1)) * width - bar
    let y = axis
    for (const [place, count] of counts.entries()) {
      if (count === 0) continue
      const height = Math.max(1, (count / most) * room)
      paths[place].push(`M${x.toFixed(1)},${y.toFixed(1)}h${bar.toFixed(1)}`)
      y -= sign * height
      paths[place].push(`V${y.toFixed(1)}h${(-bar).toFixed(1)}Z`)
    }
  }
  return paths.map((parts, place) =>
    svg("path", { d: parts.join(""), "data-severity": SEVERITIES[place] }),
  )
}

// Whole hours, as far apart as their labels need; midnight says the day.
function hoursOf({ moments, width, height, words }) {
  const [first, last] = [moments[0], moments.at(-1)]
  const x = (at) => ((at - first) / (last - first)) * width
  const room = (width / (last - first)) * 1
  const every = EVERY.find((one) => one * room >= LABEL_PX) ?? EVERY.at(-1)
  const start = Math.ceil((first + SHANGHAI_MS) / every) * every - SHANGHAI_MS
  const found = []
  for (let at = start; at <= last; at += every) {
    const isMidnight = (at + SHANGHAI_MS) % DAY_MS === 0
    const name = isMidnight ? "is-midnight" : "is-hour"
    const text = written({ value: at, form: "moment" }, words, at)
    const said = isMidnight ? text.slice(0, 5) : text.slice(6, 11)
    const lines = { x1: x(at), x2: x(at), y1: 0, y2: height - HOURS + 4 }
    found.push(svg("line", { ...lines, class: name }))
    const edge = Math.min(Math.max(x(at), 16), width - 16)
    found.push(texted({ x: edge, y: height - 3, class: name }, said))
  }
  return found
}

// One sign for all of a severity that arrived in a step; it leads there.
function marksOf(grave, { moments, width, words }, go) {
  const found = new Map()
  for (const { severity, arrived_no: step, from_no: from } of grave ?? []) {
    if (step > 0 && from === step) {
      const key = `${step} ${severity}`
      found.set(key, (found.get(key) ?? 0) + 1)
    }
  }
  return [...found].map(([key, count]) => {
    const [step, severity] = key.split(" ")
    const x = (Number(step) / (moments.length - 1)) * width
    const y = MARKED.indexOf(severity) * 12 + 11
    const sign = words[`severity_shape.${severity}`]
    const node = texted({ x, y, class: "is-mark", "data-severity": severity }, sign)
    const title = svg("title")
    const name = words[`severity_short.${severity}`]
    title.textContent = `${name} ${written({ value: count, form: "count" }, words)}`
    node.append(title)
    node.onpointerdown = (event) => {
      event.stopPropagation()
      go(Number(step))
    }
    return node
  })
}

// What a lane counts, and how many its highest bar stands for.
function nameOf({ standing, most }, y, words) {
  const name = words[`playback.${standing}s`]
  const n = written({ value: most, form: "count" }, words)
  const said = `${name} · ${fill(words["playback.most"], { n })}`
  return texted({ x: 4, y, class: "is-lane" }, said)
}

// Returns { node, show(position), stop() }; go(step, isOver) is called with what was
// pointed at, and whether the pointer is up again.
export function timeline({ played, arrivals, words }, go) {
  const { moments, grave } = played
  const last = moments.length - 1
  const chart = svg("svg", { "aria-hidden": "true" })
  const rest = el("i", "cgc-played-rest")
  const cursor = el("i", "cgc-played-cursor")
  const node = el("div", "cgc-played-line", chart, rest, cursor)
  node.tabIndex = 0
  const said = { role: "slider", "aria-valuemin": 0, "aria-valuemax": last }
  for (const [name, value] of Object.entries(said)) node.setAttribute(name, value)
  node.setAttribute("aria-label", words["playback.cursor"])
  let width = 0
  let position = 0

  function draw() {
    const { clientWidth, clientHeight: height } = node
    if (!(clientWidth && height)) return
    width = clientWidth
    const room = (height - MARKS - HOURS - 6) / 2
    const axis = MARKS + room
    chart.setAttribute("viewBox", `0 0 ${width} ${height}`)
    const lanes = arrivals.flatMap((lane, place) => {
      const where = place === 0 ? { axis, sign: 1 } : { axis: axis + 6, sign: -1 }
      return barsOf(lane, { ...where, room, width })
    })
    const drawn = { moments, width, height, words }
    chart.replaceChildren(
      ...hoursOf(drawn),
      svg("line", { x1: 0, x2: width, y1: axis + 3, y2: axis + 3, class: "is-axis" }),
      ...lanes,
      nameOf(arrivals[0], MARKS + 10, words),
      nameOf(arrivals[1], height - HOURS - 2, words),
      ...marksOf(grave, drawn, (step) => go(step, true)),
    )
    show(position)
  }

  function show(to) {
    position = to
    const x = (position / last) * width
    cursor.style.transform = `translateX(${x.toFixed(2)}px)`
    rest.style.transform = `scaleX(${(1 - position / last).toFixed(5)})`
  }

  const pointed = (event, isOver) => {
    const { left } = node.getBoundingClientRect()
    go(Math.round(((event.clientX - left) / width) * last), isOver)
  }
  node.onpointerdown = (event) => {
    node.setPointerCapture(event.pointerId)
    pointed(event, false)
  }
  node.onpointermove = (event) => {
    if (node.hasPointerCapture(event.pointerId)) pointed(event, false)
  }
  node.onpointerup = (event) => pointed(event, true)
  const roomed = new ResizeObserver(draw)
  roomed.observe(node)
  return {
    node,
    show,
    tell(step) {
      const n = sumOf(arrivals.map(({ steps }) => sumOf(steps[step])))
      const at = written({ value: moments[step], form: "moment" }, words, moments[step])
      const text = words["playback.cursor_at"]
      node.setAttribute("aria-valuenow", step)
      node.setAttribute("aria-valuetext", fill(text, { at: at.slice(0, 11), n }))
    },
    stop: () => roomed.disconnect(),
  }
}
