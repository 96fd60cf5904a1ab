// The map of a playback: grave items that are open, what came to villages lately, how
// much towns had received that day. It is the map of the wall, filled with each step.

import { el, say } from "./dom.js"
import { map } from "./map.js"
import { coursesOf, graveAt } from "./played.js"

const LATELY_MIN = 30
const NEW_STEPS = 3
const NARROW = "(max-width: 800px)"
const ORDINARY = "04"
const COLUMNS = [{ key: "code" }, { key: "received" }]

function legendOf(words) {
  const box = el("div", "cgc-legend")
  for (const code of ["01", "02"]) {
    const shape = el("i", "cgc-shape", words[`severity_shape.${code}`])
    const line = el("span", "", shape, words[`severity_short.${code}`])
    line.dataset.severity = code
    box.append(line)
  }
  for (const key of Object.keys(words).filter((one) => one.startsWith("kind."))) {
    const line = el("span", "", el("i", "is-ring"), words[key])
    line.dataset.kind = key.slice("kind.".length)
    box.append(line)
  }
  box.append(el("span", "", words["playback.legend_new"]))
  box.append(el("span", "", words["playback.legend_day"]))
  return box
}

export function playedMap({ moments, grave }, data, send) {
  const { words, course, step_s: stepS, midnight } = data
  const node = el("div", "cgc-played-map")
  // Where there is little room, names would stand over each other.
  const chosen = window.matchMedia(NARROW).matches ? ["items"] : data.chosen
  const show = map(node, { ...data, chosen }, send)
  const ribbon = el("p", "cgc-played-ribbon")
  node.append(legendOf(words), ribbon)
  const { townsAt, villagesAt } = coursesOf(course, midnight)
  const width = Math.round((LATELY_MIN * 60) / stepS)
  const known = new Map()
  // A place that is as it was stays the same one: the map then leaves its layers.
  const placeOf = (key, make) => {
    if (!known.has(key)) known.set(key, make())
    return known.get(key)
  }
  const signs = (step) =>
    graveAt(grave, step)
      .filter(({ longitude }) => longitude !== null)
      .map((one) =>
        placeOf(`${one.kind} ${one.id} ${one.from_no}`, () => ({
          ...one,
          items: 1,
          received: one.received_at,
        })),
      )
  const sums = (step) =>
    villagesAt(step, width)
      .filter(({ longitude }) => longitude !== null)
      .map((one) =>
        placeOf(`${one.place} ${one.items} ${one.kind}`, () => ({
          ...one,
          severity: ORDINARY,
          isSum: true,
        })),
      )
  return {
    node,
    show(step) {
      const areas = townsAt(step).map(({ code, received }) => [code, received])
      const tables = [{ name: "divisions", columns: COLUMNS, rows: areas }]
      const state = {
        now: moments[step],
        newFor: NEW_STEPS * stepS * 1000,
        map: { tables },
        places: [...sums(step), ...signs(step)],
      }
      return show(state, new Set(["map", "places"]))
    },
    say: (text) => say(ribbon, text),
    stop: () => show.stop?.(),
  }
}
