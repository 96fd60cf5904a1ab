// The drafts that this tab keeps of forms of one sort: which there are, a way to go on
// with each, and one to delete it, which can be taken back until the list is made anew.

import { action, el } from "./dom.js"
import { CHANGED, forget, PLACE } from "./draft.js"

const EAST_MS = 8 * 3600 * 1000
let given = null
let root = null
let send = () => undefined
let deleted = null

function parsed(text) {
  try {
    return JSON.parse(text)
  } catch (fault) {
    // What is there is none of ours.
    if (fault instanceof SyntaxError) return null
    throw fault
  }
}

function every() {
  const begins = `${PLACE}${given.about}`
  return Object.keys(window.sessionStorage)
    .filter((key) => key.startsWith(begins))
    .map((key) => ({ key, draft: parsed(window.sessionStorage.getItem(key)) }))
    .filter(({ draft }) => draft?.token && draft.values)
    .sort((one, other) => (other.draft.at ?? 0) - (one.draft.at ?? 0))
}

// As the city's clocks show it, wherever the browser stands.
function shownAt(at) {
  const shanghai = new Date((at ?? 0) + EAST_MS).toISOString()
  return at
    ? shanghai.slice("2026-".length, "2026-11-30T15:10".length).replace("T", " ")
    : ""
}

function line({ key, draft }) {
  const { words } = given
  const name = draft.values.title?.trim() || words.untitled
  const go = action(words.go_on, () => send(JSON.stringify(draft)))
  const remove = action(words.delete, () => {
    deleted = { key, name, text: window.sessionStorage.getItem(key) }
    window.sessionStorage.removeItem(key)
    draw()
  })
  for (const one of [go, remove]) {
    one.setAttribute("aria-label", `${one.textContent}: ${name}`)
  }
  return el("li", "", el("b", "", name), el("time", "", shownAt(draft.at)), go, remove)
}

// Who deleted the wrong one has it back by a click.
function undone() {
  const { words } = given
  const { key, name, text } = deleted
  const undo = action(words.undo, () => {
    window.sessionStorage.setItem(key, text)
    deleted = null
    draw()
  })
  const said = words.is_deleted.replace("{title}", () => name)
  return el("li", "", el("span", "", said), undo)
}

function draw() {
  if (!root?.isConnected) return
  const lines = every()
    .filter(({ draft }) => draft.token !== given.opened)
    .map(line)
  if (deleted) lines.push(undone())
  root.hidden = lines.length === 0
  const list = el("ul", "", ...lines)
  list.setAttribute("aria-label", given.words.title)
  root.replaceChildren(el("span", "cgc-note", given.words.title), list)
}

document.addEventListener(CHANGED, draw)

export function mount({ data, parentElement, setTriggerValue }) {
  if (data.about !== given?.about) deleted = null
  given = data
  root = parentElement.querySelector(".cgc-drafts")
  send = (draft) => setTriggerValue("found", draft)
  if (data.done) {
    forget(data.done)
    for (const { key, draft } of every()) {
      if (draft.token === data.done) window.sessionStorage.removeItem(key)
    }
  }
  draw()
}
