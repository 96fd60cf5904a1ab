// The map: drawn once by pydeck's own bundle from what pydeck wrote. Pushes fill its layers
// in place, so canvas, zoom and selection stay.

import { records, tableOf } from "./contents.js"
import { el, say } from "./dom.js"
import { boundsOf, drawing as drawingOn } from "./drawing.js"
import { spoken } from "./format.js"
import { library } from "./library.js"
import { feeder, fillOf } from "./places.js"
import { visiting } from "./visit.js"

const BUNDLE = "assets/pydeck/index.js"
// The lesser side of the map on a full-HD wall, where a sign has the size it is given.
const FULL_HD_PX = 790
const SMALLEST = 0.6
const LARGEST = 2.5
const NEAREST = 16

async function drawingOf(address) {
  const answer = await fetch(new URL(address, document.baseURI))
  if (!answer.ok) throw new Error(`no map: ${answer.status}`)
  return answer.json()
}

// The zoom at which all of the bounds fit into the room.
function viewOf({ longitude, latitude, across, down }, { clientWidth, clientHeight }) {
  const zoom = Math.log2(Math.min(clientWidth / across, clientHeight / down))
  return { longitude, latitude, zoom, minZoom: zoom - 1, maxZoom: NEAREST }
}

// The same, but close to what is drawn on it, with as much room around that again.
function closeTo(area, extent, node) {
  const whole = viewOf(extent, node)
  const bounds = boundsOf(area)
  if (!bounds) return whole
  const { longitude, latitude, zoom } = viewOf(bounds, node)
  return { ...whole, longitude, latitude, zoom: Math.min(zoom - 1, NEAREST) }
}

function pixelOf({ clientWidth, clientHeight }) {
  const size = Math.min(clientWidth, clientHeight) / FULL_HD_PX
  return Math.min(Math.max(size, SMALLEST), LARGEST)
}

// Remote desktops and old machines have none: the rest of the page goes on without.
function canDraw() {
  return el("canvas").getContext("webgl2") !== null
}

function hasRoom({ clientWidth, clientHeight }) {
  return clientWidth > 0 && clientHeight > 0
}

// A drawn map: fill(feeds, fill) after news, fit() in a new room, near(area) for what is
// drawn on it, stop().
function drawnIn(node, { drawing: first, createDeck, go, moved, area }) {
  let drawing = first
  let isMoved = Boolean(area)
  const events = {
    "deck-click-event": ({ object }) => object && go(object.properties.code),
    "deck-view-state-change-event": ({ zoom }) => {
      isMoved = true
      node.dataset.zoom = zoom.toFixed(3)
      moved()
    },
  }
  const deck = createDeck({
    container: node,
    jsonInput: {
      ...drawing.deck,
      initialViewState: closeTo(area, drawing.extent, node),
    },
    tooltip: false,
    handleEvent: (name, said) => events[name]?.(said),
  })
  let { layers } = deck.props
  return {
    // Another drawing on the same canvas: what it has to fetch takes the place of what is
    // there when it has come.
    turn(other) {
      const initialViewState = viewOf(other.extent, node)
      drawing = other
      isMoved = false
      window.updateDeck({ ...other.deck, initialViewState }, deck)
      layers = deck.props.layers
    },
    fill: (given) => deck.setProps({ layers: layers.map((one) => filled(one, given)) }),
    fit: () => {
      if (!isMoved) deck.setProps({ initialViewState: viewOf(drawing.extent, node) })
    },
    near(shown) {
      isMoved = true
      deck.setProps({ initialViewState: closeTo(shown, drawing.extent, node) })
    },
    viewport: () => (deck.isInitialized && deck.getViewports()[0]) || null,
    stop: () => deck.finalize(),
  }
}

// A layer as it is to be now. What it is not told here it keeps, its data as well.
function filled(layer, { feeds, fill, chosen, pixel }) {
  const { feed, switch: name, radiusScale = 1, sizeScale = 1 } = layer.props
  return layer.clone({
    visible: !name || chosen.has(name),
    radiusScale: radiusScale * pixel,
    sizeScale: sizeScale * pixel,
    ...(feeds[feed] ? { data: feeds[feed] } : {}),
    ...(feed === "land"
      ? { getFillColor: fill, updateTriggers: { getFillColor: [fill] } }
      : {}),
  })
}

export function map(root, data, send) {
  const { words } = data
  const node = el("div", "cgc-deck")
  const note = el("p", "cgc-left-out")
  const tools = data.draws ? drawingOn(data, viewport, tell) : null
  const section = el("section", "cgc-map", node, ...(tools?.nodes ?? []), note)
  section.ariaLabel = words["map.alt"]
  root.append(section)
  if (!canDraw()) {
    say(note, words["map.no_webgl"])
    return () => null
  }
  let { drawing: address } = data
  let chosen = new Set(data.chosen)
  let known = null
  let drawn = null
  let beginning = null
  let isOver = false
  let shown = data.area ?? ""

  function viewport() {
    return drawn?.viewport() ?? null
  }

  function tell(area) {
    send.chose(area)
  }

  // The map has moved when the next picture is drawn, and is there some pictures later.
  function moved() {
    if (!tools || isOver) return
    requestAnimationFrame(viewport() ? tools.draw : moved)
  }

  async function begin() {
    const [createDeck, drawing] = await Promise.all([
      library(BUNDLE, "createDeck"),
      drawingOf(address),
    ])
    if (isOver) return
    known = { ...known, feed: feeder(drawing, words), drawing }
    const go = visiting(data, send)
    drawn = drawnIn(node, { drawing, createDeck, go, moved, area: shown })
    tools?.show(shown)
    moved()
  }

  function draw() {
    if (!drawn) return
    const { feeds, fill } = known
    drawn.fill({ feeds, fill, chosen, pixel: pixelOf(node) })
    node.dataset.layers = [...chosen].join()
    node.dataset.drawn = String(Number(node.dataset.drawn ?? 0) + 1)
  }

  // What is pushed, as the layers want it; whether any of it is new.
  function take(state, changed) {
    const before = known
    const isNew = !before.feeds || changed.has("places")
    const feeds = before.feed(state.places, state.now, isNew, state.newFor)
    const areas = tableOf(state.map, "divisions")
    const isShaded = before.fill && !changed.has("map")
    const fill = isShaded ? before.fill : fillOf(before.drawing, records(areas))
    known = { ...before, feeds, fill }
    return feeds !== before.feeds || fill !== before.fill
  }

  const show = async (state, changed) => {
    if (changed.has("map")) {
      const { left_out: left } = state.map.notices ?? {}
      say(note, left ? spoken(left, words, state.now) : "")
    }
    if (!(state.places && hasRoom(node)) || isOver) return
    if (!drawn) {
      beginning ??= begin().finally(() => {
        beginning = null
      })
      await beginning
    }
    if (drawn && take(state, changed)) draw()
  }
  // The map of another division, once its drawing is here.
  show.turn = (given) => {
    let newest = null
    let isTaken = false
    const coming = drawingOf(given.drawing)
    return {
      ready: coming,
      show(state, changed) {
        newest = state
        if (isTaken) show(state, changed)
      },
      async take() {
        const [drawing] = await Promise.all([coming, beginning])
        isTaken = true
        address = given.drawing
        if (drawn) {
          drawn.turn(drawing)
          known = { feed: feeder(drawing, words), drawing }
        }
        show(newest, new Set(["map", "places"]))
      },
    }
  }
  show.change = (given) => {
    chosen = new Set(given.chosen)
    const before = shown
    shown = given.area ?? ""
    tools?.show(shown)
    // On a map of the whole city an area of some kilometres is a dot.
    if (shown && shown !== before) drawn?.near(shown)
    draw()
    moved()
  }
  const roomed = new ResizeObserver(() => {
    if (!(drawn && hasRoom(node))) return
    drawn.fit()
    draw()
    moved()
  })
  roomed.observe(node)
  show.stop = () => {
    isOver = true
    roomed.disconnect()
    tools?.stop()
    drawn?.stop()
  }
  return show
}
