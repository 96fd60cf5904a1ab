// The load of camera alarms in the last ten minutes, and device faults apart from it.

import { bar, writeBar } from "./bars.js"
import { el, frame, say, sync } from "./dom.js"

function levelOf(place) {
  if (place < 1) return "calm"
  return place < 10 ? "busy" : "flood"
}

function gauge(words) {
  const number = el("strong", "cgc-number")
  const text = el("span", "cgc-level")
  const lamps = el("div", "cgc-lamps", ...Array.from({ length: 20 }, () => el("i", "")))
  const head = el("div", "", number, el("span", "cgc-unit", words["tile.unit"]), text)
  const list = el("ol", "cgc-bars")
  return { node: el("div", "cgc-gauge", head, lamps, list), number, text, lamps, list }
}

export function flood(root, { words }) {
  const alarms = frame("flood", words["label.flood"], words["label.flood_note"])
  const faults = frame("faults", words["label.faults"], words["label.faults_note"])
  const load = gauge(words)
  const broken = gauge(words)
  broken.lamps.remove()
  alarms.body.append(load.node)
  faults.body.append(broken.node)
  root.append(alarms.panel, faults.panel)
  return (state, changed) => {
    if (!changed.has("flood")) return
    const { flood: now } = state
    say(load.number, String(now.alarms))
    say(load.text, now.text)
    load.node.dataset.level = now.level
    const lit = Math.min(20, now.alarms)
    for (const [place, lamp] of [...load.lamps.children].entries()) {
      lamp.dataset.state = place < lit ? levelOf(place) : ""
    }
    sync(load.list, now.top, (b) => b.name, bar, writeBar)
    say(broken.number, now.faults.toLocaleString("en"))
    say(broken.text, now.faults_text)
    sync(broken.list, now.top_faults, (b) => b.name, bar, writeBar)
  }
}
