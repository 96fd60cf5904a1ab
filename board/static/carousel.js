// The wall goes through divisions by itself: which, and how long each stands, says the
// address. Whoever moves something there has it to himself for a while.

import { records, tableOf } from "./contents.js"
import { drop, go as goTo, leave, prepare } from "./divisions.js"
import { action, el, say } from "./dom.js"
import { fill } from "./format.js"
import { isHeld, isResting, spentOn, stateOf } from "./turning.js"

const BEAT_MS = 500
const READY_BEFORE_MS = 2500
const TRIED_AGAIN_MS = 5000
const BEGINS_MS = 3000
const STIRRING = ["pointermove", "pointerdown", "keydown", "wheel", "touchstart"]
function sayInAddress(seconds) {
  const url = new URL(document.location.href)
  if (seconds) url.searchParams.set("carousel", String(seconds))
  else url.searchParams.delete("carousel")
  window.history.replaceState(window.history.state, "", url)
}

function begun(isOn) {
  return { isOn, spent: 0, begunAt: Date.now(), stirredAt: Number.NEGATIVE_INFINITY }
}

export function carousel({ words, scope, carousel: given }) {
  const { scopes, usual } = given
  let { seconds } = given
  let place = scopes.indexOf(scope)
  let state = begun(seconds > 0)
  // Nothing turns before the first picture.
  let newest = null
  let now = Date.now()
  let isGoing = false
  const button = (text, label, onclick) => {
    const node = action(text, onclick)
    node.setAttribute("aria-label", label)
    node.title = label
    return node
  }
  const told = el("span", "cgc-turning-told")
  const run = button("", "", () => turnOn(!state.isOn))
  const progress = el("i", "cgc-turning-progress")
  const node = el(
    "div",
    "cgc-turning",
    run,
    button("‹", words["carousel.back"], () => go(-1)),
    told,
    button("›", words["carousel.on"], () => go(1)),
    progress,
  )
  node.hidden = scopes.length < 2
  const at = (step) =>
    (Math.max(place, step > 0 ? -1 : 0) + step + scopes.length) % scopes.length
  const situation = () => ({
    now: Date.now(),
    held: newest !== null && isHeld(newest, now),
    hidden: document.hidden || newest === null,
  })

  async function go(step) {
    const to = at(step)
    isGoing = true
    const began = performance.now()
    const isThere = await goTo(scopes[to])
    isGoing = false
    const spent = isThere ? 0 : seconds * 1000 - TRIED_AGAIN_MS
    state = { ...state, spent: Math.max(0, spent) }
    if (isThere) {
      place = to
      node.dataset.took = String(Math.round(performance.now() - began))
    }
    show()
  }

  function turnOn(isOn) {
    seconds ||= usual
    state = begun(isOn)
    sayInAddress(isOn ? seconds : 0)
    if (!isOn) drop()
    show()
  }

  function show() {
    const present = stateOf(state, situation())
    const { isOn } = state
    node.dataset.state = present
    say(run, isOn ? "❚❚" : "▶")
    const label = words[isOn ? "carousel.stop" : "carousel.start"]
    if (run.title !== label) {
      run.title = label
      run.setAttribute("aria-label", label)
    }
    const values = { n: String(place + 1), all: String(scopes.length) }
    say(told, fill(words[`carousel.state.${present}`], values))
    const share = isOn ? Math.min(1, state.spent / (seconds * 1000)) : 0
    progress.style.setProperty("--share", String(share))
    const isAtRest = isResting(state, Date.now())
    document.documentElement.toggleAttribute("data-resting", isAtRest)
  }

  let beatAt = Date.now()
  function beat() {
    const present = situation()
    const passed = present.now - beatAt
    beatAt = present.now
    state = { ...state, spent: spentOn(state, { ...present, passed }) }
    const left = seconds * 1000 - state.spent
    if (state.isOn && !isGoing && !document.hidden) {
      if (left <= READY_BEFORE_MS) prepare(scopes[at(1)])
      if (left <= 0) go(1)
    }
    show()
  }

  function stir() {
    const { isOn, begunAt } = state
    // Who starts it takes his hand away.
    if (!isOn || Date.now() - begunAt < BEGINS_MS) return
    state = { ...state, stirredAt: Date.now() }
    show()
  }

  for (const event of STIRRING) {
    document.addEventListener(event, stir, { passive: true })
  }
  const beating = setInterval(beat, BEAT_MS)
  if (state.isOn && place < 0) state = { ...state, spent: seconds * 1000 }
  show()
  const stop = () => {
    clearInterval(beating)
    for (const event of STIRRING) document.removeEventListener(event, stir)
    leave()
    document.documentElement.removeAttribute("data-resting")
  }
  const see = ({ sounds, now: pushedNow }) => {
    const table = sounds && tableOf(sounds, "newest")
    newest = table ? records(table) : []
    now = pushedNow
  }
  return { node, stop, show: see }
}
