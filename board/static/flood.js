// The load of camera alarms in the last ten minutes, and device faults apart from it.

import { writeBars } from "./bars.js"
import { figureOf, tableOf } from "./contents.js"
import { el, frame, say } from "./dom.js"
import { fill, written } from "./format.js"

const LAMPS = 20

function lampLevel(place) {
  if (place < 1) return "good"
  return place < 10 ? "warn" : "bad"
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
    say(text, alarms.note)
    node.dataset.level = alarms.level
    for (const [place, lamp] of [...lamps.children].entries()) {
      lamp.dataset.level = place < alarms.value ? lampLevel(place) : ""
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
