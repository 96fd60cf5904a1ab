// Finding by number or name, from every page: / or Ctrl+K opens a field that suggests
// while one types, nothing is asked before. Only numbers, places and pages are looked for.

import { el, isWriting, say } from "./dom.js"
import { fill } from "./format.js"

const PAUSE_MS = 250
const PATIENCE_MS = 5000
const LEAST = 2
const LEAST_OF_NUMBER = 3
const LONGEST = 64
const KNOWN = 200
const TOO_LONG = 504
const ASCII = /^[\x20-\x7e]*$/

const mayAsk = (text) => text.length >= (ASCII.test(text) ? LEAST_OF_NUMBER : LEAST)

let places = 0

// One thing that was found, as a link to its page.
function option({ name, note, page, query, grade }, words) {
  places += 1
  const shape = words[`severity_shape.${grade}`] ?? ""
  const mark = el("i", "cgc-shape", shape)
  const node = el("a", "cgc-find-one", mark, el("b", "", name), el("span", "", note))
  mark.hidden = !shape
  if (grade) node.dataset.severity = grade
  node.href = new URL(`${page || "./"}?${new URLSearchParams(query)}`, document.baseURI)
  node.target = "_self"
  node.id = `cgc-find-${places}`
  node.tabIndex = -1
  node.setAttribute("role", "option")
  node.setAttribute("aria-selected", "false")
  return node
}

function group({ name, found }, words) {
  const title = el("h3", "", name)
  places += 1
  title.id = `cgc-find-${places}`
  const node = el("div", "cgc-find-group", title)
  node.setAttribute("role", "group")
  node.setAttribute("aria-labelledby", title.id)
  node.append(...found.map((one) => option(one, words)))
  return node
}

// Which of the suggestions is chosen: by the arrow keys, the first at first.
function choosing(input, list) {
  let here = 0
  const all = () => [...list.querySelectorAll("a")]
  const show = () => {
    for (const [place, one] of all().entries()) {
      one.setAttribute("aria-selected", String(place === here))
    }
    const chosen = all()[here]
    if (chosen) input.setAttribute("aria-activedescendant", chosen.id)
    else input.removeAttribute("aria-activedescendant")
    chosen?.scrollIntoView({ block: "nearest" })
  }
  return {
    begin() {
      here = 0
      show()
    },
    step(by) {
      const count = all().length
      if (count === 0) return
      here = (here + by + count) % count
      show()
    },
    take: () => all()[here]?.click(),
  }
}

function field(words, list) {
  const input = el("input", "cgc-find-field")
  Object.assign(input, {
    type: "search",
    maxLength: LONGEST,
    placeholder: words["find.label"],
    autocomplete: "off",
    spellcheck: false,
  })
  const said = {
    role: "combobox",
    "aria-label": words["find.label"],
    "aria-autocomplete": "list",
    "aria-controls": list.id,
    "aria-expanded": "false",
  }
  for (const [name, value] of Object.entries(said)) input.setAttribute(name, value)
  return input
}

function listbox(words) {
  const list = el("div", "cgc-find-list")
  places += 1
  list.id = `cgc-find-${places}`
  list.setAttribute("role", "listbox")
  list.setAttribute("aria-label", words["find.open"])
  return list
}

// Asks what fits: never twice at a time, the newest text counts.
function asking(address, show) {
  let timer = null
  let stop = null
  const ask = async (text) => {
    stop = new AbortController()
    const { signal } = stop
    const url = new URL(address, document.baseURI)
    url.searchParams.set("q", text)
    const patience = setTimeout(() => stop.abort(), PATIENCE_MS)
    const answer = await fetch(url, { signal, cache: "no-store" }).catch(() => null)
    clearTimeout(patience)
    if (signal.aborted) return
    const told = answer?.status === KNOWN ? await answer.json().catch(() => null) : null
    if (!signal.aborted) show(told?.groups ?? null, answer?.status ?? 0)
  }
  const leave = () => {
    clearTimeout(timer)
    stop?.abort()
  }
  return {
    leave,
    about(text) {
      leave()
      timer = setTimeout(() => ask(text), PAUSE_MS)
    },
  }
}

export function finding({ find: address, words }) {
  const list = listbox(words)
  const input = field(words, list)
  const note = el("p", "cgc-find-note", words["find.hint"])
  note.setAttribute("role", "status")
  const close = el("button", "cgc-action", words["find.close"])
  const head = el("div", "cgc-find-head", input, close)
  const over = el("dialog", "cgc-find", head, note, list)
  over.setAttribute("aria-label", words["find.open"])
  const chosen = choosing(input, list)
  const show = (groups, status) => {
    list.replaceChildren(...(groups ?? []).map((one) => group(one, words)))
    const n = list.querySelectorAll("a").length
    const why = status === TOO_LONG ? "find.slow" : "find.busy"
    const empty = groups ? "find.none" : why
    say(note, n > 0 ? fill(words["find.n"], { n }) : words[empty])
    input.setAttribute("aria-expanded", String(n > 0))
    chosen.begin()
  }
  const asks = asking(address, show)
  const typed = () => {
    const text = input.value.trim()
    if (mayAsk(text)) {
      asks.about(text)
      return
    }
    asks.leave()
    list.replaceChildren()
    chosen.begin()
    input.setAttribute("aria-expanded", "false")
    say(note, words[text ? "find.short" : "find.hint"])
  }
  const KEYS = {
    ArrowDown: () => chosen.step(1),
    ArrowUp: () => chosen.step(-1),
    Enter: () => chosen.take(),
  }
  input.oninput = typed
  input.onkeydown = (event) => {
    event.stopPropagation()
    const act = event.isComposing ? null : KEYS[event.key]
    if (!act) return
    event.preventDefault()
    act()
  }
  close.onclick = () => over.close()
  over.onclose = asks.leave
  // It returns nothing: a handler that says false keeps a link from being followed.
  over.onclick = ({ target }) => {
    if (target === over) over.close()
  }
  const open = () => {
    if (over.open) return
    over.showModal()
    input.select()
  }
  const pressed = (event) => {
    const { key, ctrlKey, metaKey, altKey, target } = event
    const isChord = key.toLowerCase() === "k" && (ctrlKey || metaKey) && !altKey
    const isSlash = key === "/" && !(ctrlKey || metaKey || altKey)
    const isBusy = isWriting(target) || document.querySelector("dialog[open]")
    if (event.isComposing || isBusy || !(isChord || isSlash)) return
    event.preventDefault()
    open()
  }
  const button = el("button", "cgc-link cgc-find-open", words["find.open"])
  button.title = words["find.keys"]
  button.setAttribute("aria-keyshortcuts", "/ Control+K")
  button.setAttribute("aria-haspopup", "dialog")
  button.onclick = open
  document.addEventListener("keydown", pressed)
  const stop = () => {
    asks.leave()
    document.removeEventListener("keydown", pressed)
    over.remove()
  }
  return { button, over, stop }
}
