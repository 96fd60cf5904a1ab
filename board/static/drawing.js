// Drawing an area on the map: a circle, a box or a polygon, by mouse, pen or finger. What
// was drawn is told as the address says it; what is in the address is shown.

import { el, say } from "./dom.js"

const SVG = "http://www.w3.org/2000/svg"
const SHAPES = ["circle", "box", "poly"]
const LEAST_M = 100
const MOST_M = 5000
const MOST_CORNERS = 20
const NEAR_PX = 14
const EARTH_M = 6_371_000
const ROUND = 64
const FINE = 5

const radians = (degrees) => (degrees * Math.PI) / 180

// Along the great circle.
function metres([west, south], [east, north]) {
  const across = Math.sin(radians(east - west) / 2) ** 2
  const up = Math.sin(radians(north - south) / 2) ** 2
  const cosines = Math.cos(radians(south)) * Math.cos(radians(north))
  return 2 * EARTH_M * Math.asin(Math.sqrt(up + across * cosines))
}

function ring([longitude, latitude], radius) {
  const up = (radius / EARTH_M) * (180 / Math.PI)
  const across = up / Math.cos(radians(latitude))
  return Array.from({ length: ROUND }, (_, step) => {
    const angle = (step / ROUND) * 2 * Math.PI
    return [longitude + across * Math.cos(angle), latitude + up * Math.sin(angle)]
  })
}

const CORNERS = {
  circle: ([[longitude, latitude, radius]]) => ring([longitude, latitude], radius),
  box: ([[west, south, east, north]]) => [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
  ],
  poly: (corners) => corners,
}

// The corners of an area as an address says it; none for none.
function cornersOf(text) {
  const [shape, said] = text.split(":")
  if (!(shape in CORNERS)) return []
  return CORNERS[shape](said.split(";").map((one) => one.split(",").map(Number)))
}

const WORLD = 512

// The middle of an area, and how many pixels it needs at zoom 0; null for none.
function boundsOf(text) {
  const corners = cornersOf(text ?? "")
  if (corners.length === 0) return null
  const longitudes = corners.map(([longitude]) => longitude)
  const latitudes = corners.map(([, latitude]) => latitude)
  const [west, east] = [Math.min(...longitudes), Math.max(...longitudes)]
  const [south, north] = [Math.min(...latitudes), Math.max(...latitudes)]
  const latitude = (south + north) / 2
  return {
    longitude: (west + east) / 2,
    latitude,
    across: ((east - west) / 360) * WORLD,
    down: ((north - south) / 360 / Math.cos(radians(latitude))) * WORLD,
  }
}

// Of the circle around a centre through an edge, in metres.
const radiusOf = ([centre, edge]) =>
  Math.round(Math.min(Math.max(metres(centre, edge), LEAST_M), MOST_M))

const written = (corner) => corner.map((one) => one.toFixed(FINE)).join()

const SAID = {
  circle: ([centre, edge]) => `circle:${written(centre)},${radiusOf([centre, edge])}`,
  box([one, other]) {
    const low = [Math.min(one[0], other[0]), Math.min(one[1], other[1])]
    const high = [Math.max(one[0], other[0]), Math.max(one[1], other[1])]
    return `box:${written(low)},${written(high)}`
  },
  poly: (corners) => `poly:${corners.map(written).join(";")}`,
}

function buttons(words, pick) {
  const made = [...SHAPES, "erase"].map((name) => {
    const button = el("button", "cgc-tool", words[`area.${name}`])
    button.type = "button"
    button.dataset.tool = name
    button.setAttribute("aria-pressed", "false")
    button.onclick = () => pick(name)
    return button
  })
  const row = el("div", "cgc-tools", ...made)
  row.setAttribute("role", "group")
  row.ariaLabel = words["area.tools"]
  return row
}

function shapeNode() {
  const svg = document.createElementNS(SVG, "svg")
  const outline = document.createElementNS(SVG, "polygon")
  svg.classList.add("cgc-drawn")
  svg.setAttribute("aria-hidden", "true")
  svg.append(outline)
  return { svg, outline }
}

// `viewport()` turns places into pixels and back, and is null before the map is there;
// tell(text) hears what was drawn, `none` for nothing.
function drawing({ words }, viewport, tell) {
  const { svg, outline } = shapeNode()
  const hint = el("p", "cgc-tool-hint")
  hint.setAttribute("role", "status")
  let tool = ""
  let corners = []
  let shown = ""
  let last = null

  const placeOf = ({ offsetX, offsetY }) => viewport()?.unproject([offsetX, offsetY])
  const dots = () => (tool ? corners : cornersOf(shown))
  const draw = () => {
    const at = viewport()
    const open = [...corners, ...(last ? [last] : [])]
    const text = tool && open.length > 1 && tool !== "poly" ? SAID[tool](open) : ""
    const places = tool === "poly" ? open : cornersOf(text || (tool ? "" : shown))
    const pixels = at ? places.map((one) => at.project(one).slice(0, 2).join()) : []
    outline.setAttribute("points", pixels.join(" "))
    svg.dataset.corners = String(dots().length)
  }
  const name = () => {
    const said = tool ? words[`area.hint.${tool}`] : ""
    const isSized = tool === "circle" && corners.length > 0 && last
    say(hint, isSized ? `${radiusOf([corners[0], last])} m` : said)
    hint.hidden = !said
  }
  const choose = (wanted) => {
    tool = tool === wanted ? "" : wanted
    corners = []
    last = null
    svg.classList.toggle("is-drawing", Boolean(tool))
    for (const button of row.children)
      button.setAttribute("aria-pressed", String(button.dataset.tool === tool))
    name()
    draw()
  }
  const end = () => {
    const enough = tool === "poly" ? 3 : 2
    const text = corners.length < enough ? "" : SAID[tool](corners)
    choose("")
    if (!text) return
    shown = text
    draw()
    tell(text)
  }
  const row = buttons(words, (wanted) => {
    if (wanted !== "erase") return choose(wanted)
    choose("")
    shown = ""
    draw()
    tell("none")
  })

  const isAtFirst = (event) => {
    const [x, y] = viewport().project(corners[0])
    return Math.hypot(x - event.offsetX, y - event.offsetY) < NEAR_PX
  }
  const press = (event) => {
    const place = placeOf(event)
    if (!(tool && place)) return
    event.preventDefault()
    if (tool === "poly") {
      if (corners.length > 2 && isAtFirst(event)) return end()
      corners.push(place)
      last = null
      if (corners.length === MOST_CORNERS) return end()
    } else {
      svg.setPointerCapture(event.pointerId)
      corners = [place]
    }
    draw()
  }
  const move = (event) => {
    if (!tool || corners.length === 0) return
    last = placeOf(event) ?? null
    name()
    draw()
  }
  const release = (event) => {
    if (corners.length === 0 || tool === "poly") return
    const place = placeOf(event)
    if (place) corners = [corners[0], place]
    end()
  }
  const key = (event) => {
    if (!tool) return
    if (event.key === "Escape") choose("")
    if (event.key === "Enter" && tool === "poly" && corners.length > 2) {
      event.preventDefault()
      end()
    }
  }
  svg.onpointerdown = press
  svg.onpointermove = move
  svg.onpointerup = release
  svg.onpointercancel = () => choose("")
  document.addEventListener("keydown", key)
  name()
  return {
    nodes: [svg, row, hint],
    draw,
    show(text) {
      if (shown === text) return
      shown = text
      draw()
    },
    stop: () => document.removeEventListener("keydown", key),
  }
}

export { boundsOf, drawing }
