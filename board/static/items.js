// The live list: one node per item, newest on top, pushed in as it happens.

import { el, frame, say } from "./dom.js"
import { written } from "./format.js"
import { newest } from "./newest.js"

const KEPT = 60
const FRESH_MS = 6000
const EMPTY = { true: "label.items_outside", false: "label.items_empty" }

function row(item) {
  const node = el(
    "li",
    "cgc-row",
    el("time", ""),
    el("span", "cgc-severity", el("i", "cgc-shape"), el("em", "")),
    el("span", "cgc-kind"),
    el("span", "cgc-what"),
    el("span", "cgc-where"),
    el("span", "cgc-status"),
  )
  node.dataset.id = item.id
  node.dataset.kind = item.kind
  return node
}

function write(node, item, words) {
  const [time, severity, kind, what, where, status] = node.children
  node.dataset.division = item.division
  node.dataset.severity = item.severity
  node.dataset.at = String(item.at)
  say(time, written({ value: item.at, form: "time" }, words))
  say(severity.firstChild, words[`severity_shape.${item.severity}`] ?? "○")
  say(severity.lastChild, item.severity_name)
  say(kind, item.kind_name)
  say(what, item.title || item.category)
  if (item.title) what.title = item.title
  say(where, item.place)
  say(status, item.status)
}

function place(list, node) {
  const at = Number(node.dataset.at)
  let next = list.firstElementChild
  while (next && (next === node || Number(next.dataset.at) > at)) {
    next = next.nextElementSibling
  }
  if (node.nextElementSibling !== next || !node.parentNode)
    list.insertBefore(node, next)
}

function light(node) {
  node.classList.add("is-fresh")
  setTimeout(() => node.classList.remove("is-fresh"), FRESH_MS)
}

export function items(root, { words, outside }) {
  const { panel, body, caption } = frame("items", { scrolls: true })
  const list = el("ol", "cgc-list")
  const empty = el("p", "cgc-empty", words[EMPTY[Boolean(outside)]])
  caption({ title: words["label.items"], note: words["label.items_note"] })
  body.append(list, empty)
  root.append(panel)
  const known = new Map()
  let isFirst = true
  return (state, changed) => {
    if (!changed.has("items")) return
    for (const item of [...state.items].reverse()) {
      const key = `${item.kind} ${item.id}`
      const node = known.get(key) ?? row(item)
      if (!known.has(key)) known.set(key, node)
      write(node, item, words)
      place(list, node)
      if (!isFirst) light(node)
    }
    isFirst = false
    const staying = new Set(
      newest([...list.children], KEPT, ({ dataset }) => dataset.severity),
    )
    for (const node of [...list.children].filter((one) => !staying.has(one))) {
      known.delete(`${node.dataset.kind} ${node.dataset.id}`)
      node.remove()
    }
    empty.hidden = list.children.length > 0
  }
}
