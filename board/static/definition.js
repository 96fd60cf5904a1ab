// What a figure means, over the page: one dialog that no push touches.

import { toldOf } from "./defined.js"
import { overPage } from "./dialog.js"
import { el } from "./dom.js"
import { fill, written } from "./format.js"

const FIGURE = "[data-indicator]"
const NAME = "cgc-meaning-name"
const PAGE = "indicators"
const LIST = "items"
const TODAY = "today"
const KEYS = new Set(["Enter", " "])
const asked = new Map()
let reader = null
let dialog = null

// Asked once; what failed is asked again.
function meanings(lang) {
  if (!asked.has(lang)) {
    const address = new URL(`api/definitions?lang=${lang}`, document.baseURI)
    const answer = fetch(address).then((found) => {
      if (!found.ok) throw new Error(`definitions: ${found.status}`)
      return found.json()
    })
    asked.set(lang, answer)
    answer.catch(() => asked.delete(lang))
  }
  return asked.get(lang)
}

async function meaningOf(key, { lang, words }) {
  try {
    const found = await meanings(lang)
    return found[key]
  } catch {
    return { name: key, formula: "", lacks: words["definition.unreachable"] }
  }
}

function pageOf(key, { navigation }) {
  const page = navigation.find(({ name }) => name === PAGE)
  if (!page) return ""
  const query = new URLSearchParams(document.location.search)
  query.set("indicator", key)
  return new URL(`${page.address}?${query}`, document.baseURI).href
}

// The list of what a figure counts: where and when it is counted, of the stream that it
// is of, by its own entry unless it names another; the wall and the districts count today
// where they say nothing else.
function itemsOf(key, { items }, meaning, { navigation, scope }) {
  const page = navigation.find(({ name }) => name === LIST)
  if (!(page && items && meaning.has_items)) return ""
  const query = new URLSearchParams(document.location.search)
  const said = { scope, period: TODAY, indicator: key, ...items }
  for (const [name, value] of Object.entries(said)) {
    if (value) query.set(name, value)
  }
  return new URL(`${page.address}?${query}`, document.baseURI).href
}

// A change is made of the difference of its counts, every other rate of the counts.
const OVER = { change: ({ numerator, denominator }) => numerator - denominator }

function countsOf(cell, words) {
  if (typeof cell?.numerator !== "number") return ["", ""]
  const over = OVER[cell.form]?.(cell) ?? cell.numerator
  const count = (value = null) => written({ value, form: "count" }, words)
  return [count(over), count(cell.denominator)]
}

function fraction(meaning, cell, words) {
  const names = ["numerator", "denominator"]
  const counts = countsOf(cell, words)
  return names.map((name, place) => {
    const count = el("b", "", counts[place])
    count.dataset.count = name
    const line = el("dd", "", el("span", "", meaning[name]), count)
    return el("div", "", el("dt", "", words[`definition.${name}`]), line)
  })
}

function sayings(meaning, words) {
  const { formula, guard, clock, better, lacks } = meaning
  const named = formula && fill(words["definition.formula"], { text: formula })
  const said = { formula: named, guard, clock, better, lacks }
  return Object.entries(said)
    .filter(([, text]) => text)
    .map(([name, text]) => {
      const line = el("p", "", text)
      line.dataset.says = name
      return line
    })
}

function standing({ value, label = "", aside = "" }, isCaption) {
  const text = isCaption ? "" : value.textContent
  const line = el("p", "cgc-meaning-value", el("b", "", text))
  line.prepend(el("span", "", label))
  line.append(el("span", "", aside))
  line.hidden = !text
  return line
}

function foot(key, told, meaning, words) {
  const hrefs = {
    "definition.items": itemsOf(key, told, meaning, reader),
    "definition.page": pageOf(key, reader),
  }
  const close = el("button", "", words["definition.close"])
  close.onclick = () => dialog.close()
  const node = el("footer", "", close)
  const links = Object.entries(hrefs).filter(([, href]) => href)
  for (const [name, href] of links.reverse()) {
    const link = el("a", "", words[name])
    Object.assign(link, { href, target: "_self" })
    node.prepend(link)
  }
  return node
}

async function open(figure) {
  const { words } = reader
  const told = toldOf(figure)
  const key = figure.dataset.indicator
  const shown = standing(told, figure.closest("h2") !== null)
  const { cell } = told
  const meaning = await meaningOf(key, reader)
  dialog ??= overPage("cgc-meaning", NAME)
  if (dialog.open) return
  // What is called by its name needs no second one.
  shown.firstChild.hidden = told.label === meaning.name
  const name = el("h2", "", meaning.name)
  name.id = NAME
  const parts = el("dl", "")
  if (meaning.denominator) parts.append(...fraction(meaning, cell, words))
  const lines = sayings(meaning, words)
  const body = el("div", "", name, shown, ...lines, foot(key, told, meaning, words))
  lines[0]?.after(parts)
  dialog.replaceChildren(body)
  dialog.onclose = () => figure.focus()
  dialog.showModal()
}

document.addEventListener("click", ({ target }) => {
  const figure = target.closest?.(FIGURE)
  if (figure) open(figure)
})
document.addEventListener("keydown", (event) => {
  if (!(KEYS.has(event.key) && event.target.matches?.(FIGURE))) return
  event.preventDefault()
  open(event.target)
})

// The reader's words, language and pages, as every panel has them.
export function tellIn(data) {
  reader = data
}
