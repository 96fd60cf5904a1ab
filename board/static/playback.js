// A playback: the last hours as they were known at each step, played in the browser from
// what the page was told once. Nobody may take it for the present.

import { openForm } from "./calm.js"
import { leaving } from "./divisions.js"
import { el, say } from "./dom.js"
import { spoken, written } from "./format.js"
import { arrivalsOf, playedOf, stepAt } from "./played.js"
import { playedList } from "./played_list.js"
import { playedMap } from "./played_map.js"
import { playedTiles } from "./played_tiles.js"
import { player } from "./player.js"
import { timeline } from "./timeline.js"

const CURSOR = "cursor"
const OWN = [CURSOR, "until", "hours", "at"]
// Minutes of the city a second.
const SPEEDS = [5, 15, 60]
const USUAL = 15
const HOUR_S = 3600
const FIELDS =
  "input, textarea, select, [contenteditable], [role=listbox], [role=combobox]"

function cursorInAddress() {
  const said = new URLSearchParams(document.location.search).get(CURSOR) ?? ""
  return Date.parse(`${said}:00+08:00`)
}

function sayInAddress(moment, until) {
  const url = new URL(document.location.href)
  const local = new Date(moment + 8 * HOUR_S * 1000).toISOString().slice(0, 16)
  url.searchParams.set(CURSOR, local)
  if (!url.searchParams.has("at")) url.searchParams.set("until", until)
  window.history.replaceState(window.history.state, "", url)
}

function prefersStill() {
  return window.matchMedia("(prefers-reduced-motion: reduce)").matches
}

function toLive(words) {
  const link = el("a", "cgc-action cgc-to-live", words["playback.live"])
  link.target = "_self"
  link.aim = () => {
    const query = leaving("")
    for (const name of OWN) query.delete(name)
    link.href = new URL(`./?${query}`, document.baseURI).href
  }
  link.onpointerdown = link.onfocus = link.aim
  link.aim()
  return link
}

function button(sign, label, onclick) {
  const node = Object.assign(el("button", "cgc-action", sign), {
    onclick,
    title: label,
  })
  node.setAttribute("aria-label", label)
  return node
}

// The buttons above the time line.
function controlsOf({ words, contents: { note } }, act) {
  const run = button("▶", words["playback.play"], act.turn)
  const speeds = SPEEDS.map((minutes) => {
    const text = words[`playback.speed_${minutes}`]
    const node = el("button", "cgc-action", text)
    node.onclick = () => act.pace(minutes)
    return { minutes, node }
  })
  const group = el("div", "cgc-played-speeds", ...speeds.map(({ node }) => node))
  group.setAttribute("role", "group")
  group.setAttribute("aria-label", words["playback.speed"])
  const node = el(
    "div",
    "cgc-played-controls",
    button("«", words["playback.begin"], () => act.go(0)),
    button("‹", words["playback.back"], () => act.step(-1)),
    run,
    button("›", words["playback.on"], () => act.step(1)),
    group,
    el("span", "cgc-faint", words["playback.hint"]),
    Object.assign(el("span", "cgc-faint cgc-played-note", note), { title: note }),
    toLive(words),
  )
  return {
    node,
    tell(isOn) {
      const label = words[isOn ? "playback.pause" : "playback.play"]
      say(run, isOn ? "❚❚" : "▶")
      run.title = label
      run.setAttribute("aria-label", label)
    },
    pace(given) {
      for (const { minutes, node: one } of speeds)
        one.setAttribute("aria-pressed", String(minutes === given))
    },
  }
}

// All of one answer; `from` is where an earlier one of the page stood.
function sceneOf(data, send, from) {
  const { contents, words, step_s: stepS, standings, until } = data
  const played = playedOf(contents, standings)
  const { moments } = played
  const last = moments.length - 1
  const hour = HOUR_S / stepS
  let shown = -1
  const tiles = playedTiles(played, words)
  const list = playedList(played, data)
  const land = data.course ? playedMap(played, data, send) : null
  const reached = (step, isOver) => {
    playing.go(step)
    if (isOver) remember()
  }
  const line = timeline({ played, arrivals: arrivalsOf(played), words }, reached)
  const clock = el("strong", "cgc-played-clock")
  const notice = el("span", "cgc-played-state")
  const ribbon = el(
    "div",
    "cgc-played-band",
    el("b", "", words["playback.band"]),
    clock,
    el("b", "", words["playback.not_live"]),
    notice,
  )
  const playing = player({ last, show })
  const act = {
    turn() {
      playing.turn(!playing.isOn)
      if (!playing.isOn) remember()
    },
    go(step) {
      reached(step, true)
    },
    step(by) {
      playing.turn(false)
      reached(Math.round(playing.position) + by, true)
    },
    pace(minutes) {
      playing.pace((minutes * 60) / stepS)
      controls.pace(minutes)
    },
  }
  const controls = controlsOf(data, act)
  const panel = el("section", "cgc-panel cgc-played-time", controls.node, line.node)
  panel.setAttribute("aria-label", words["playback.cursor"])
  const node = el("section", "cgc-playback", ribbon, tiles.node)
  node.classList.toggle("is-without-map", !land)
  if (land) node.append(land.node)
  node.append(list.node, panel)
  const loading = contents.notices?.loading
  const told = loading ? spoken(loading, words, moments[last]) : ""

  function remember() {
    sayInAddress(moments[Math.floor(playing.position)], until)
  }

  function show(position) {
    line.show(position)
    tiles.at(position)
    const step = Math.floor(position)
    const state = stateOf(position)
    if (node.dataset.state !== state) turned(state)
    if (step === shown) return
    shown = step
    const at = moments[step]
    node.dataset.step = String(step)
    say(clock, written({ value: at, form: "moment" }, words, at).slice(0, 11))
    tiles.show(step)
    list.show(step)
    line.tell(step)
    land?.show(step)
  }

  function stateOf(position) {
    if (playing.isOn) return "playing"
    return position === last ? "ended" : "paused"
  }

  function turned(state) {
    const before = node.dataset.state
    node.dataset.state = state
    controls.tell(state === "playing")
    say(notice, state === "ended" ? words["playback.ended"] : told)
    if (before === "playing" && state === "ended") remember()
  }

  const KEYS = {
    " ": () => act.turn(),
    ArrowLeft: () => act.step(-1),
    ArrowRight: () => act.step(1),
    ArrowDown: () => act.step(-1),
    ArrowUp: () => act.step(1),
    PageDown: () => act.step(-hour),
    PageUp: () => act.step(hour),
    Home: () => act.go(0),
    End: () => act.go(last),
  }
  function key(event) {
    const { key: name, target, altKey, ctrlKey, metaKey } = event
    const isHere = target === document.body || node.contains(target)
    const isTyped = altKey || ctrlKey || metaKey || target.closest?.(FIELDS)
    const isOther =
      (name === " " && target.closest?.("a, button")) ||
      (target !== line.node && target.closest?.(".cgc-body[tabindex]"))
    if (!(KEYS[name] && isHere) || isTyped || isOther || openForm()) return
    event.preventDefault()
    KEYS[name]()
  }
  document.addEventListener("keydown", key)

  const isSent = Number.isFinite(from.moment)
  act.pace(from.minutes ?? USUAL)
  playing.go(isSent ? stepAt(moments, from.moment) : 0)
  const begins = from.isOn ?? !(isSent || prefersStill())
  if (begins) playing.turn(true)
  return {
    node,
    get standing() {
      return { moment: moments[Math.floor(playing.position)], isOn: playing.isOn }
    },
    stop() {
      document.removeEventListener("keydown", key)
      playing.stop()
      line.stop()
      land?.stop()
    },
  }
}

export function playback(root, data, send) {
  let { number } = data
  let scene = sceneOf(data, send, { moment: cursorInAddress() })
  root.append(scene.node)
  const change = (given) => {
    if (given.number === number) return
    number = given.number
    const { standing } = scene
    scene.stop()
    scene = sceneOf(given, send, standing)
    root.replaceChildren(scene.node)
  }
  const stop = () => scene.stop()
  return Object.assign(() => undefined, { change, stop })
}
