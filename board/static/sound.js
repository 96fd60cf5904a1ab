// The sound of a page: a switch, what sounded and when, and the way to what else there is
// to choose. Whatever sounds stands here to be read as well.

import { figureOf, records, tableOf } from "./contents.js"
import { action, el, say, sync } from "./dom.js"
import { fill, written } from "./format.js"
import { choose, hearing, onChosen } from "./hearing.js"
import { see, subscribe } from "./live.js"
import { note, notes, remember } from "./noted.js"
import { soundChoices } from "./sound_choices.js"
import { acknowledge, LOST_FOR_MS, sounding, unheard } from "./sounding.js"
import { isAwake, play, wake } from "./tones.js"

const SHOWN_FOR_MS = 300_000
const WAKING = ["pointerdown", "click", "keydown"]

// What was pushed, as the rules want it; a connection that is lost stands still as well.
function pushedOf({ sounds, lost, heard, now }, words) {
  const told = records(tableOf(sounds, "standstill"))
  const isCut = lost && now - heard > LOST_FOR_MS
  const cut = { key: "connection", name: words["sound.still.cut"] }
  const newest = tableOf(sounds, "newest")
  const is = (key) => figureOf(sounds, key).value === 1
  return {
    // Outside no items are told.
    newest: newest ? records(newest) : [],
    isKnown: is("known"),
    isWhole: is("whole"),
    isJudged: is("judged"),
    standstill: isCut ? [...told, cut] : told,
    now,
  }
}

// Names are of the language in which they were heard.
function textOf({ counts, names, lang }, words) {
  if (names && lang !== document.documentElement.lang) return words["sound.still"]
  if (names)
    return fill(words["sound.still.names"], { names: names.join(words["sound.and"]) })
  return Object.entries(counts)
    .map(([reason, n]) => fill(words[`sound.count.${reason}`], { n: String(n) }))
    .join(words["sound.and"])
}

function lineOf(line, words) {
  const time = written({ value: line.at, form: "time" }, words)
  const mute = line.isMute ? words["sound.mute"] : ""
  return `${time} ${textOf(line, words)}${mute}`
}

function listOf(words) {
  const list = el("ol", "cgc-sound-list")
  const empty = el("p", "cgc-empty", words["sound.none"])
  const write = (node, line) => {
    node.dataset.reason = line.reason
    say(node, lineOf(line, words))
  }
  return {
    nodes: [list, empty],
    show() {
      const { lines } = notes()
      const keyOf = ({ at, reason }) => `${at} ${reason}`
      sync(list, lines, keyOf, () => el("li", ""), write)
      empty.hidden = lines.length > 0
    },
  }
}

function stateOf() {
  if (!hearing().isOn) return "off"
  return isAwake() ? "on" : "waiting"
}

export function sound(data, send) {
  const { words, address } = data
  let known = unheard(notes())
  let wasOn = hearing().isOn
  const state = el("span", "cgc-sound-state")
  const turn = action("", () => choose({ isOn: !hearing().isOn }))
  const more = action("▾", () => open(choices.hidden))
  more.setAttribute("aria-label", words["sound.more"])
  more.title = words["sound.more"]
  const last = el("span", "cgc-sound-last")
  const know = action(words["sound.know"], () => {
    known = acknowledge(known)
    remember(known)
    show()
  })
  // Read out as it comes, whatever else is on the page.
  const spoken = el("span", "cgc-unseen")
  spoken.setAttribute("role", "status")
  spoken.setAttribute("aria-live", "assertive")
  const list = listOf(words)
  const choices = soundChoices(data, { send, show: () => show() })
  choices.append(...list.nodes)
  const node = el("div", "cgc-sound", state, turn, more, last, know, spoken, choices)

  const open = (isOpen) => {
    choices.hidden = !isOpen
    more.setAttribute("aria-expanded", String(isOpen))
  }
  const show = (now = Date.now()) => {
    const { isOn } = hearing()
    const [newest] = notes().lines
    const isShown = newest && isOn && now - newest.at < SHOWN_FOR_MS
    node.dataset.state = stateOf()
    say(state, words[`sound.state.${stateOf()}`])
    say(turn, words[isOn ? "sound.turn_off" : "sound.turn_on"])
    say(last, isShown ? lineOf(newest, words) : "")
    last.title = last.textContent
    last.dataset.reason = newest?.reason ?? ""
    last.hidden = !isShown
    know.hidden = !isOn || known.standing.length === 0
    list.show()
  }
  const tell = (one) => {
    const { lang } = document.documentElement
    note({ ...one, lang, isMute: !isAwake() })
    say(spoken, lineOf(notes().lines[0], words))
    play(one.reason, hearing().volume)
  }
  const hear = (pushed) => {
    if (!pushed.sounds) return
    const { sounds, after } = sounding(known, pushedOf(pushed, words))
    known = after
    remember(known)
    if (hearing().isOn) for (const one of sounds) tell(one)
    show(pushed.now)
  }
  // Only a click or a key lets a page sound, and any will do.
  const stir = () => {
    if (stateOf() === "waiting") wake(() => show())
  }
  // Who turns it on hears at once what stands still.
  const chosen = ({ isOn }) => {
    if (isOn) wake(() => show())
    if (isOn && !wasOn) known = { ...known, told: new Set(), last: {} }
    wasOn = isOn
    see()
    show()
  }
  const leave = [
    subscribe(address, hear, { staysUnseen: () => hearing().isOn }),
    onChosen(chosen),
  ]
  for (const event of WAKING) document.addEventListener(event, stir)
  node.onkeydown = ({ key }) => {
    if (key === "Escape") open(false)
  }
  open(false)
  if (hearing().isOn) wake(() => show())
  show()
  const stop = () => {
    for (const one of [...leave, choices.stop]) one()
    for (const event of WAKING) document.removeEventListener(event, stir)
  }
  return { node, stop }
}
