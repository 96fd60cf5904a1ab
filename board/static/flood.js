// The load of camera alarms in the last ten minutes, and device faults apart from it.

import { writeBars } from "./bars.js"
import { figureOf, tableOf } from "./contents.js"
import { defines } from "./defined.js"
import { el, frame, say } from "./dom.js"
import { fill, written } from "./format.js"

const LAMPS = 20

// Half of the lamps are a flood.
function lampLevel(place) {
  if (place < 0.375 * LAMPS) return "good"
  return place < LAMPS / 2 ? "warn" : "bad"
}

function gauge() {
  const number = el("strong", "cgc-number")
  const unit = el("span", "cgc-unit")
  const text = el("span", "cgc-level")
  const lamps = el(
    "div",
    "cgc-lamps",
    ...Array.from({ length: LAMPS }, () => el("i", "")),
  )
  const head = el("div", "", number, unit, text)
  const list = el("ol", "cgc-bars")
  const node = el("div", "cgc-gauge", head, lamps, list)
  const count = (figure, words) => {
    say(number, written(figure, words))
    say(unit, figure.unit)
    const key = figure.indicator ?? figure.key
    // Ten minutes are no period of the list of items.
    defines(number, key, { label: figure.name, items: null })
  }
  return { node, text, lamps, list, count }
}

function load(words) {
  const { panel, body, caption } = frame("flood")
  const { node, text, lamps, list, count } = gauge()
  body.append(node)
  const show = (flood) => {
    const alarms = figureOf(flood, "alarms")
    caption(flood)
    count(alarms, words)
    const usual = written(figureOf(flood, "usual"), words)
    say(text, fill(words["label.flood_text"], { load: alarms.note, usual }))
    node.dataset.level = alarms.level
    const lit = ((figureOf(flood, "load").value ?? 0) * LAMPS) / 2
    for (const [place, lamp] of [...lamps.children].entries()) {
      lamp.dataset.level = place < lit ? lampLevel(place) : ""
    }
    writeBars(list, tableOf(flood, "bars"), words)
  }
  return { panel, show }
}

function broken(words) {
  const { panel, body, caption } = frame("faults")
  const { node, text, lamps, list, count } = gauge()
  lamps.remove()
  body.append(node)
  const show = (faults) => {
    const perCamera = figureOf(faults, "device_fault_rate")
    const rate = written(perCamera, words)
    const isRate = perCamera.value !== null
    caption(faults)
    count(figureOf(faults, "faults"), words)
    say(text, isRate ? fill(words["label.faults_rate"], { rate }) : "")
    defines(text, isRate ? perCamera.key : "", { cell: perCamera })
    writeBars(list, tableOf(faults, "bars"), words)
  }
  return { panel, show }
}

export function flood(root, { words }) {
  const panels = { flood: load(words), faults: broken(words) }
  root.append(panels.flood.panel, panels.faults.panel)
  return (state, changed) => {
    for (const [part, { show }] of Object.entries(panels)) {
      if (changed.has(part)) show(state[part])
    }
  }
}
