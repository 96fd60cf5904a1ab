// Small tools for building pages out of text: data never becomes markup.

import { spoken } from "./format.js"

const WRITING = "input, textarea, select, [contenteditable=true]"

let framed = 0

// A list may be longer than its box: it scrolls there, also by the keyboard.
function scrolling(body, title) {
  framed += 1
  title.id = `cgc-title-${framed}`
  body.tabIndex = 0
  body.setAttribute("role", "region")
  body.setAttribute("aria-labelledby", title.id)
}

export function el(tag, className = "", ...children) {
  const node = document.createElement(tag)
  // None sends a form unless it says so.
  if (tag === "button") node.type = "button"
  if (className) node.className = className
  for (const child of children) {
    node.append(child)
  }
  return node
}

// Whether keys that are pressed there are written.
export const isWriting = (target) => target.closest?.(WRITING) != null

export function action(text, onclick) {
  return Object.assign(el("button", "cgc-action", text), { onclick })
}

export function svg(tag, attributes = {}) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag)
  for (const [name, value] of Object.entries(attributes)) {
    node.setAttribute(name, value)
  }
  return node
}

export function say(node, text) {
  if (node.textContent !== text) node.textContent = text
}

// One node per entry, kept across updates, in the order of the entries.
export function sync(parent, entries, keyOf, make, update) {
  const known = new Map()
  for (const node of parent.children) known.set(node.dataset.key, node)
  let place = parent.firstElementChild
  for (const entry of entries) {
    const key = keyOf(entry)
    let node = known.get(key)
    if (!node) {
      node = make(entry)
      node.dataset.key = key
    }
    known.delete(key)
    if (node === place) place = place.nextElementSibling
    else parent.insertBefore(node, place)
    update(node, entry)
  }
  for (const node of known.values()) node.remove()
}

// A panel that says its caption when its part comes: what to fill and how to caption it.
export function frame(area, { scrolls = false } = {}) {
  const body = el("div", "cgc-body")
  const title = el("span", "")
  const note = el("span", "cgc-note")
  const head = el("h2", "cgc-caption", title, note)
  const panel = el("section", `cgc-panel cgc-${area}`, head, body)
  if (scrolls) scrolling(body, title)
  const caption = (contents) => {
    say(title, contents.title)
    const { more } = contents.notices ?? {}
    // A count needs no words of the reader's.
    const left = more && spoken(more, {})
    say(note, [contents.note, left].filter(Boolean).join(" · "))
  }
  return { panel, body, caption, title }
}
