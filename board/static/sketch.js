// A sketch of the layers of a part: what is around one place, how far and which way. No
// outlines and no tiles: north is up, rings say kilometres.

import { records, tableOf } from "./contents.js"
import { el, svg } from "./dom.js"

const SIZE = 320
const EDGE = 26
const KM_PER_DEGREE = 111.2
const RINGS = [1, 2, 5, 10, 20, 50, 100, 200]
const MOST_RINGS = 3

function placesOf(contents) {
  const layers = (contents.layers ?? []).filter(({ mark }) => mark !== "areas")
  return layers.flatMap((layer) =>
    records(tableOf(contents, layer.table)).map((record) => ({
      longitude: record[layer.longitude],
      latitude: record[layer.latitude],
      name: record[layer.label],
      text: layer.severity ? "" : String(record.rank ?? ""),
      severity: layer.severity ? record[layer.severity] : "",
      isSpot: Boolean(layer.severity),
    })),
  )
}

// Kilometres to the east and north of the spot.
function around(places) {
  const spot = places.find((one) => one.isSpot)
  const across = KM_PER_DEGREE * Math.cos((spot.latitude * Math.PI) / 180)
  return places.map((one) => ({
    ...one,
    east: (one.longitude - spot.longitude) * across,
    north: (one.latitude - spot.latitude) * KM_PER_DEGREE,
  }))
}

function drawn(places, words) {
  const farthest = Math.max(
    0.5,
    ...places.map(({ east, north }) => Math.hypot(east, north)),
  )
  const half = SIZE / 2
  const scale = (half - EDGE) / farthest
  const node = svg("svg", {
    viewBox: `0 0 ${SIZE} ${SIZE}`,
    role: "img",
    "aria-label": words["label.sketch"],
  })
  const rings = RINGS.filter((km) => km <= farthest).slice(-MOST_RINGS)
  for (const km of rings) node.append(...ring(half, km * scale, km))
  for (const one of places) {
    const x = half + one.east * scale
    const y = half - one.north * scale
    node.append(one.isSpot ? spotAt(x, y, one, words) : siteAt(x, y, one))
  }
  return node
}

function written(attributes, text) {
  const node = svg("text", attributes)
  node.textContent = text
  return node
}

function ring(half, radius, km) {
  return [
    svg("circle", { cx: half, cy: half, r: radius, class: "cgc-ring" }),
    written({ x: half, y: half - radius - 3, class: "cgc-ring-text" }, String(km)),
  ]
}

function named(node, name) {
  const title = svg("title")
  title.textContent = name
  node.append(title)
  return node
}

function spotAt(x, y, { severity, name }, words) {
  const shape = words[`severity_shape.${severity}`]
  const node = svg("g", { class: "cgc-spot", "data-severity": severity ?? "" })
  // While its facts are on their way it has no severity.
  node.append(
    shape ? written({ x, y: y + 7 }, shape) : svg("circle", { cx: x, cy: y, r: 7 }),
  )
  return named(node, name)
}

function siteAt(x, y, { name, text }) {
  const node = svg("g", { class: "cgc-site" })
  node.append(svg("circle", { cx: x, cy: y, r: 9 }), written({ x, y: y + 4 }, text))
  return named(node, name)
}

export function sketch(words) {
  const node = el("figure", "cgc-sketch")
  return {
    node,
    show(contents) {
      const places = placesOf(contents)
      node.hidden = places.length === 0
      if (node.hidden) return
      const said = el("figcaption", "", words["label.sketch"])
      node.replaceChildren(drawn(around(places), words), said)
    },
  }
}
