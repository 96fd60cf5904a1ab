// What a playback knows of each step: pure, of what the page was told once.

import { records } from "./contents.js"

const STREAM = "played_"
const GRAVE = "played_grave"
const STANDINGS = ["case", "signal"]
const CHANGE = 3

function add(found, changes, at, kinds) {
  const arrived = changes[at + 1]
  if (arrived === 0) return
  const place = Math.floor(changes[at] / kinds.length)
  const kind = kinds[changes[at] % kinds.length]
  const before = found.get(place)
  if (before) {
    before.items += arrived
    if (before.kind !== kind) before.kind = null
  } else found.set(place, { items: arrived, kind })
}

export const SEVERITIES = ["01", "02", "03", "04"]

// The streams with a record a step, the moment of each step, grave items; null where no
// single items are told.
export function playedOf({ tables }, standings) {
  const grave = tables.find(({ name }) => name === GRAVE)
  const streams = tables
    .filter((one) => one !== grave)
    .map(({ name, title, columns, rows }) => {
      const kind = name.slice(STREAM.length)
      const steps = records({ columns, rows })
      return { kind, title, columns, steps, standing: standings[kind] }
    })
  const moments = streams[0].steps.map(({ at }) => at)
  return { streams, moments, grave: grave ? records(grave) : null }
}

// Of each standing and step how many arrived, by severity.
export function arrivalsOf({ streams, moments }) {
  return STANDINGS.map((standing) => {
    const own = streams.filter((one) => one.standing === standing)
    const steps = moments.map((_, step) =>
      SEVERITIES.map((code) =>
        own.reduce(
          (sum, { steps: all }) => sum + (all[step][`arrived-${code}`] ?? 0),
          0,
        ),
      ),
    )
    const most = Math.max(1, ...steps.map(sumOf))
    return { standing, steps, most }
  })
}

export function sumOf(counts) {
  return counts.reduce((sum, one) => sum + one, 0)
}

// Grave items that are open at the end of a step.
export function graveAt(grave, step) {
  return (grave ?? []).filter(
    ({ from_no: from, until_no: until }) =>
      from <= step && (until === null || step < until),
  )
}

// The step in which a moment lies; the nearest end of the window for others.
export function stepAt(moments, moment) {
  const found = moments.findIndex((one) => one >= moment)
  return found < 0 ? moments.length - 1 : found
}

// What villages and towns come to: of villages what arrived within the last steps, of
// towns what was received on the day of the step.
export function coursesOf({ kinds, divisions, steps }, midnight) {
  const codes = [...new Set(divisions.map(([, , town]) => town))]
  const places = new Map(codes.map((code, place) => [code, place]))
  const townOf = divisions.map(([, , town]) => places.get(town))
  const running = new Int32Array(codes.length)
  const towns = steps.map((changes, step) => {
    if (step === midnight) running.fill(0)
    for (let at = 0; at < changes.length; at += CHANGE) {
      const place = Math.floor(changes[at] / kinds.length)
      running[townOf[place]] += changes[at + 2]
    }
    return running.slice()
  })
  return {
    townsAt: (step) => codes.map((code, n) => ({ code, received: towns[step][n] })),
    villagesAt(step, width) {
      const found = new Map()
      for (let back = Math.max(1, step - width + 1); back <= step; back += 1) {
        for (let at = 0; at < steps[back].length; at += CHANGE) {
          add(found, steps[back], at, kinds)
        }
      }
      return [...found].map(([place, { items, kind }]) => {
        const [longitude, latitude] = divisions[place]
        return { place, longitude, latitude, items, kind }
      })
    },
  }
}
