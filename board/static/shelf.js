// Filters that somebody gave a name: kept by this browser alone, as addresses are written.
// A name is whatever was typed, and what is kept may be anybody's: both are only texts.

import { action, el, say, sync } from "./dom.js"
import { fill } from "./format.js"
import { link } from "./shelf_link.js"

const MOST = 12
const LONGEST_NAME = 24
const LONGEST_QUERY = 2000

function isKept(one) {
  const isText = typeof one?.name === "string" && typeof one?.query === "string"
  return isText && one.name.length > 0 && one.query.length <= LONGEST_QUERY
}

function read(place) {
  try {
    const found = JSON.parse(window.localStorage.getItem(place) ?? "[]")
    const good = Array.isArray(found) ? found.filter(isKept) : []
    const short = good.map(({ name, query }) => [name.slice(0, LONGEST_NAME), query])
    return [...new Map(short)].slice(0, MOST).map(([name, query]) => ({ name, query }))
  } catch (fault) {
    // What is there is none of ours.
    if (fault instanceof SyntaxError) return []
    throw fault
  }
}

function write(place, filters) {
  window.localStorage.setItem(place, JSON.stringify(filters))
}

// What the address filters by, without the page of the list and without who looks.
function present(names) {
  const said = new URLSearchParams(document.location.search)
  const wanted = names
    .filter((name) => said.get(name))
    .map((name) => [name, said.get(name)])
  return `${new URLSearchParams(wanted)}`
}

// A line on which a name is typed: Enter keeps it, Escape leaves.
function naming(words, keep) {
  const input = el("input", "cgc-field")
  const full = el("span", "cgc-note")
  input.maxLength = LONGEST_NAME
  input.setAttribute("aria-label", words["items.filter_name"])
  input.placeholder = words["items.filter_name"]
  const leave = () => {
    node.hidden = true
  }
  const done = () => {
    const name = input.value.trim()
    if (name && keep(name)) leave()
  }
  const node = el(
    "span",
    "cgc-naming",
    input,
    action(words["items.filter_keep"], done),
    action(words["items.filter_leave"], leave),
    full,
  )
  input.onkeydown = ({ key, isComposing }) => {
    if (key === "Enter" && !isComposing) done()
    if (key === "Escape") leave()
  }
  node.hidden = true
  return {
    node,
    open(name) {
      input.value = name
      say(full, "")
      node.hidden = false
      input.select()
    },
    refuse: (text) => say(full, text),
  }
}

function swapped(filters, old, one) {
  const places = filters.map((each) => (each === old ? one : each))
  return places.filter((each) => each === one || each.name !== one.name)
}

export function shelf(root, data, send) {
  const { words, place } = data
  const chips = el("span", "cgc-kept-filters")
  let names = data.names
  let renamed = ""
  const store = (name) => {
    const before = read(place)
    const old = before.find((one) => one.name === renamed)
    const query = old?.query ?? present(names)
    const others = before.filter((one) => one.name !== name && one !== old)
    if (others.length >= MOST) {
      line.refuse(fill(words["items.filters_full"], { n: String(MOST) }))
      return false
    }
    const one = { name, query }
    write(place, old ? swapped(before, old, one) : [...others, one])
    show()
    return true
  }
  const line = naming(words, store)
  const ask = (name) => {
    renamed = name
    line.open(name)
  }
  const make = () => {
    const go = el("button", "cgc-chip", el("span", ""))
    const rename = action("✎", () => ask(node.dataset.key))
    const drop = action("×", () => {
      const left = read(place).filter(({ name }) => name !== node.dataset.key)
      write(place, left)
      show()
    })
    const node = el("span", "cgc-filter", go, rename, drop)
    return node
  }
  const fillIn = (node, { name, query }) => {
    const [go, rename, drop] = node.children
    say(go.firstChild, name)
    go.setAttribute("aria-pressed", String(query === present(names)))
    go.onclick = () => send.go(query)
    rename.setAttribute("aria-label", fill(words["items.filter_rename"], { name }))
    drop.setAttribute("aria-label", fill(words["items.filter_drop"], { name }))
  }
  const title = el("b", "", words["items.filters"])
  const keep = action(words["items.filter_save"], () => ask(""))
  const node = el("div", "cgc-shelf", title, chips, keep)
  node.append(
    link(words, () => present(names)),
    line.node,
  )
  const show = () => {
    const filters = read(place)
    title.hidden = filters.length === 0
    sync(chips, filters, (one) => one.name, make, fillIn)
  }
  root.append(node)
  show()
  // Another tab of this browser has the same list.
  window.addEventListener("storage", show)
  const change = (given) => {
    names = given.names
    show()
  }
  const stop = () => window.removeEventListener("storage", show)
  return Object.assign(() => undefined, { change, stop })
}
