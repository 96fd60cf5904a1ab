// Outlines of divisions around one place, cut at the edge of what is drawn.

import { svg } from "./dom.js"

const SIDES = [
  { axis: 0, end: 0, sign: 1 },
  { axis: 0, end: 1, sign: -1 },
  { axis: 1, end: 0, sign: 1 },
  { axis: 1, end: 1, sign: -1 },
]

function ringsOf({ type, coordinates }) {
  return type === "Polygon" ? coordinates : coordinates.flat()
}

// Of a ring of points what lies within [0, 0] and `room`, one side after the other.
function cut(ring, room) {
  return SIDES.reduce((points, { axis, end, sign }) => {
    const edge = end * room[axis]
    const isIn = (point) => (point[axis] - edge) * sign >= 0
    return points.flatMap((point, place) => {
      const before = points.at(place - 1)
      if (isIn(point) === isIn(before)) return isIn(point) ? [point] : []
      const share = (edge - before[axis]) / (point[axis] - before[axis])
      const crossing = before.map((one, at) => one + share * (point[at] - one))
      return isIn(point) ? [crossing, point] : [crossing]
    })
  }, ring)
}

// GeoJSON of the outlines by address; the browser keeps it.
export async function outlinesAt(address) {
  const answer = await fetch(new URL(address, document.baseURI))
  if (!answer.ok) throw new Error(`no outlines: ${answer.status}`)
  return (await answer.json()).features.flatMap(({ geometry }) => ringsOf(geometry))
}

// One path for all rings; `pointOf` places degrees in the drawing.
export function land(rings, pointOf, room) {
  const parts = rings
    .map((ring) => cut(ring.map(pointOf), room))
    .filter((points) => points.length > 2)
    .map((points) => `M${points.map((at) => at.map((n) => n.toFixed(1))).join("L")}Z`)
  return svg("path", { d: parts.join(""), class: "cgc-land" })
}
