// A map of the layers of a part: what is around one place, how far and which way. No
// tiles: north is up, rings say kilometres. It stands at once, the outlines of divisions
// come after.

import { cellsOf, records, tableOf } from "./contents.js"
import { el, svg } from "./dom.js"
import { written } from "./format.js"
import { land, outlinesAt } from "./outlines.js"

const WIDTH = 400
const HEIGHT = 320
const EDGE = 34
const LETTER = 11
const LINE = 13
const DISC = 9
const KM_PER_DEGREE = 111.2
const RINGS = [1, 2, 5, 10, 20, 50, 100, 200]
const MOST_RINGS = 3
const NARROW = /[\u0020-\u024f]/

function placesOf(contents, words) {
  const layers = (contents.layers ?? []).filter(({ mark }) => mark !== "areas")
  return layers.flatMap((layer) => {
    const table = tableOf(contents, layer.table)
    const cell = cellsOf(table, (one) => written(one, words))
    const unit = table.columns.find(({ key }) => key === "distance")?.unit
    return records(table).map((record) => ({
      longitude: record[layer.longitude],
      latitude: record[layer.latitude],
      name: record[layer.label],
      text: layer.severity ? "" : String(record.rank ?? ""),
      away: unit ? `${cell(record, "distance")} ${unit}` : "",
      severity: layer.severity ? record[layer.severity] : "",
      isSpot: Boolean(layer.severity),
    }))
  })
}

// Where degrees lie in the drawing, the spot in its middle and all places within it.
function scaled(places) {
  const spot = places.find((one) => one.isSpot)
  const across = KM_PER_DEGREE * Math.cos((spot.latitude * Math.PI) / 180)
  const away = ({ longitude, latitude }) => [
    (longitude - spot.longitude) * across,
    (latitude - spot.latitude) * KM_PER_DEGREE,
  ]
  const farthest = Math.max(0.5, ...places.map((one) => Math.hypot(...away(one))))
  const scale = (HEIGHT / 2 - EDGE) / farthest
  const pointOf = ([longitude, latitude]) => {
    const [east, north] = away({ longitude, latitude })
    return [WIDTH / 2 + east * scale, HEIGHT / 2 - north * scale]
  }
  return { farthest, scale, pointOf }
}

function drawn(places, { farthest, scale, pointOf }, words) {
  const node = svg("svg", {
    viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
    role: "img",
    "aria-label": words["label.sketch"],
  })
  const middle = [WIDTH / 2, HEIGHT / 2]
  const rings = RINGS.filter((km) => km <= farthest).slice(-MOST_RINGS)
  for (const km of rings) node.append(...ring(middle, km * scale, km))
  const placed = places.map((one) => ({
    ...one,
    at: pointOf([one.longitude, one.latitude]),
  }))
  const sites = placed.filter(({ isSpot }) => !isSpot)
  const taken = placed.map(({ at: [x, y] }) => boxAround(x, y, DISC, DISC))
  node.append(...sites.map(({ at }) => way(middle, at)))
  node.append(...placed.map((one) => (one.isSpot ? spotAt(one, words) : siteAt(one))))
  node.append(...sites.flatMap((one) => labelOf(one, taken)))
  return node
}

function texted(attributes, text) {
  const node = svg("text", attributes)
  node.textContent = text
  return node
}

function ring([x, y], radius, km) {
  return [
    svg("circle", { cx: x, cy: y, r: radius, class: "cgc-ring" }),
    texted({ x, y: y - radius - 3, class: "cgc-ring-text" }, String(km)),
  ]
}

function way([x1, y1], [x2, y2]) {
  return svg("line", { x1, y1, x2, y2, class: "cgc-way" })
}

function named(node, name) {
  const title = svg("title")
  title.textContent = name
  node.append(title)
  return node
}

function spotAt({ at: [x, y], severity, name }, words) {
  const shape = words[`severity_shape.${severity}`]
  const node = svg("g", { class: "cgc-spot", "data-severity": severity ?? "" })
  // While its facts are on their way it has no severity.
  node.append(
    shape ? texted({ x, y: y + 7 }, shape) : svg("circle", { cx: x, cy: y, r: 7 }),
  )
  return named(node, name)
}

function siteAt({ at: [x, y], name, text }) {
  const node = svg("g", { class: "cgc-site" })
  node.append(svg("circle", { cx: x, cy: y, r: DISC }), texted({ x, y: y + 4 }, text))
  return named(node, name)
}

function boxAround(x, y, across, down) {
  return { left: x - across, right: x + across, top: y - down, bottom: y + down }
}

function overlaps(one, other) {
  const isBeside = one.right <= other.left || other.right <= one.left
  return !(isBeside || one.bottom <= other.top || other.bottom <= one.top)
}

function lengthOf(text) {
  const letters = [...text].map((one) => (NARROW.test(one) ? 0.58 : 1))
  return letters.reduce((sum, one) => sum + one, 0) * LETTER
}

// Name and distance below, above or beside a site: where there is room, else nowhere.
// The table beside the map has them all.
function labelOf({ at: [x, y], name, away }, taken) {
  const half = Math.max(...[name, away].map(lengthOf)) / 2
  const beside = half + DISC + 3
  const below = DISC + LINE + 1
  const middles = [
    [x, y + below],
    [x, y - below],
    [x + beside, y],
    [x - beside, y],
  ]
  for (const [across, down] of middles) {
    const box = boxAround(across, down, half, LINE)
    const isInside =
      box.left >= 0 && box.right <= WIDTH && box.top >= 0 && box.bottom <= HEIGHT
    if (isInside && !taken.some((other) => overlaps(box, other))) {
      taken.push(box)
      return [
        texted({ x: across, y: down - 2, class: "cgc-site-name" }, name),
        texted({ x: across, y: down + LINE - 3, class: "cgc-site-away" }, away),
      ]
    }
  }
  return []
}

export function sketch(words, address) {
  const node = el("figure", "cgc-sketch")
  return {
    node,
    async show(contents) {
      const places = placesOf(contents, words)
      node.hidden = places.length === 0
      if (node.hidden) return
      const where = scaled(places)
      const made = drawn(places, where, words)
      node.replaceChildren(made, el("figcaption", "", words["label.sketch"]))
      if (!address) return
      const rings = await outlinesAt(address)
      made.prepend(land(rings, where.pointOf, [WIDTH, HEIGHT]))
      node.dataset.land = String(rings.length)
    },
  }
}
