// What a page is for, what this seat may do there and the words of the field: a dialog
// that no push touches, opened by a button or by the key `?`.

import { overPage } from "./dialog.js"
import { leaving } from "./divisions.js"
import { el, isWriting } from "./dom.js"
import { fill } from "./format.js"

const KEY = "?"
const NAME = "cgc-help-name"
const KEYS = { "?": "help", "/": "find", Tab: "tab", Enter: "figure", Esc: "close" }
let dialog = null
let reader = null

function section(title, ...children) {
  return el("section", "", el("h3", "", title), ...children)
}

function abilities({ can, seat }, words) {
  if (can.length === 0) return []
  const lines = can.map(({ says, is_allowed: isAllowed }) => {
    const line = el("li", "", says)
    line.dataset.allowed = isAllowed
    line.append(el("i", "", isAllowed ? words["help.may"] : words["help.may_not"]))
    return line
  })
  return [section(fill(words["help.here"], { seat }), el("ul", "", ...lines))]
}

function keys(words) {
  const lines = Object.entries(KEYS).flatMap(([key, what]) => [
    el("dt", "", el("kbd", "", key)),
    el("dd", "", words[`help.key.${what}`]),
  ])
  return section(words["help.keys"], el("dl", "", ...lines))
}

function way({ address, title, about }) {
  const link = el("a", "", title)
  link.href = new URL(`${address || "./"}?${leaving(address)}`, document.baseURI).href
  link.target = "_self"
  return [el("dt", "", link), el("dd", "", about)]
}

function folded(title, ...children) {
  return el("details", "", el("summary", "", title), ...children)
}

function glossary(terms, words) {
  const pairs = terms.map(({ name, means }) =>
    el("div", "", el("dt", "", name), el("dd", "", means)),
  )
  const none = el("p", "", words["help.none"])
  none.hidden = true
  const field = Object.assign(el("input"), { type: "text" })
  field.placeholder = words["help.find"]
  field.setAttribute("aria-label", words["help.find"])
  field.oninput = () => {
    const sought = field.value.trim().toLowerCase()
    for (const pair of pairs) {
      pair.hidden = !pair.textContent.toLowerCase().includes(sought)
    }
    none.hidden = pairs.some(({ hidden }) => !hidden)
  }
  return folded(words["help.terms"], field, el("dl", "", ...pairs), none)
}

function told(found, words) {
  const name = el("h2", "", found.title)
  name.id = NAME
  return [
    name,
    el("p", "", found.about),
    ...abilities(found, words),
    keys(words),
    folded(words["help.pages"], el("dl", "", ...found.pages.flatMap(way))),
    glossary(found.terms, words),
  ]
}

async function answered(address) {
  try {
    const answer = await fetch(new URL(address, document.baseURI))
    return answer.ok ? await answer.json() : null
  } catch {
    return null
  }
}

function lacking(words) {
  const name = el("h2", "", words["help.open"])
  name.id = NAME
  return [name, el("p", "", words["help.unreachable"])]
}

async function open() {
  const { help: address, words } = reader
  const before = document.activeElement
  const found = await answered(address)
  dialog ??= overPage("cgc-meaning cgc-help", NAME)
  if (dialog.open) return
  const close = el("button", "", words["help.close"])
  close.onclick = () => dialog.close()
  const body = found ? told(found, words) : lacking(words)
  dialog.replaceChildren(el("div", "", ...body, el("footer", "", close)))
  dialog.onclose = () => before?.focus?.()
  dialog.showModal()
  close.focus({ preventScroll: true })
  dialog.scrollTop = 0
}

document.addEventListener("keydown", (event) => {
  const isTyped = isWriting(event.target)
  if (event.key !== KEY || isTyped || !reader || event.ctrlKey || event.metaKey) return
  event.preventDefault()
  open()
})

export function helpButton(data) {
  reader = data
  const button = el("button", "cgc-help-button", KEY)
  const said = data.words["help.open"]
  button.title = said
  button.setAttribute("aria-label", said)
  button.onclick = open
  return button
}
