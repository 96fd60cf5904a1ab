// The control room's wall: every live panel around the hole that the map shows through.

import { bars } from "./bars.js"
import { figureOf } from "./contents.js"
import { el } from "./dom.js"
import { figure } from "./figure.js"
import { flood } from "./flood.js"
import { hot } from "./hot.js"
import { items } from "./items.js"
import { league } from "./league.js"
import { tiles } from "./tiles.js"
import { topbar } from "./topbar.js"
import { visiting } from "./visit.js"

const SHAPE = "severity_shape."

function holeOf(words) {
  return el(
    "section",
    "cgc-hole",
    el("span", "cgc-corner is-a"),
    el("span", "cgc-corner is-b"),
    el("span", "cgc-corner is-c"),
    el("span", "cgc-corner is-d"),
    legend(words),
    el("span", "cgc-map-note", words["label.map_note"]),
  )
}

function legend(words) {
  const box = el("div", "cgc-legend")
  for (const [key, shape] of Object.entries(words)) {
    if (!key.startsWith(SHAPE)) continue
    const code = key.slice(SHAPE.length)
    const text = words[`severity_short.${code}`]
    const line = el("span", "", el("i", "cgc-shape", shape), text)
    line.dataset.severity = code
    box.append(line)
  }
  for (const key of Object.keys(words).filter((one) => one.startsWith("kind."))) {
    const line = el("span", "", el("i", "is-ring"), words[key])
    line.dataset.kind = key.slice("kind.".length)
    box.append(line)
  }
  for (const site of ["police_post", "quick_response"]) {
    const sign = el("i", "is-site", words[`site_sign.${site}`])
    box.append(el("span", "", sign, words[`site.${site}`]))
  }
  return box
}

// The map is a panel of its own; the style sheet puts it where these say.
function place(hole) {
  const { left, top, width, height } = hole.getBoundingClientRect()
  const at = { left, top, width, height }
  for (const [side, pixels] of Object.entries(at)) {
    document.documentElement.style.setProperty(`--map-${side}`, `${pixels}px`)
  }
}

// All that is of one division, beside the band on top and the hole for the map.
function sceneOf(data, send) {
  const visit = { go: visiting(data, send) }
  const areas = {
    tiles: el("div", "cgc-area-tiles"),
    left: el("div", "cgc-area-left"),
    hours: el("div", "cgc-area-hours"),
    right: el("div", "cgc-area-right"),
  }
  const views = [
    tiles(areas.tiles, data),
    items(areas.left, data),
    figure(areas.hours, { ...data, part: "hours" }),
    league(areas.right, { ...data, part: "counties" }, visit),
    league(areas.right, { ...data, part: "league" }, visit),
    bars(areas.right, data),
    flood(areas.right, data),
    hot(areas.right, data),
  ]
  const nodes = Object.values(areas)
  return {
    nodes,
    show(state, changed) {
      areas.right.dataset.tier = figureOf(state.header, "tier").value
      return Promise.all(views.map((view) => view(state, changed)))
    },
    hide(isHidden) {
      for (const node of nodes) node.classList.toggle("is-coming", isHidden)
    },
    stop() {
      for (const view of views) view.stop?.()
      for (const node of nodes) node.remove()
    },
  }
}

export function wall(root, data, send) {
  const grid = el("div", "cgc-wall")
  const top = el("div", "cgc-area-top")
  const hole = holeOf(data.words)
  const band = topbar(top, data, send)
  let scene = sceneOf(data, send)
  grid.append(top, ...scene.nodes, hole)
  root.append(grid)
  const show = (state, changed) => {
    band(state)
    return scene.show(state, changed)
  }
  // Another division stands ready beside the present one before it takes its place.
  show.turn = (given) => {
    const next = sceneOf(given, send)
    let newest = null
    next.hide(true)
    grid.append(...next.nodes)
    return {
      show(state, changed) {
        newest = state
        if (scene === next) band(state)
        return next.show(state, changed)
      },
      take() {
        scene.stop()
        scene = next
        scene.hide(false)
        band(newest)
      },
      drop: next.stop,
    }
  }
  const placing = new ResizeObserver(() => place(hole))
  placing.observe(hole)
  show.stop = () => {
    placing.disconnect()
    band.stop()
    scene.stop()
  }
  return show
}
