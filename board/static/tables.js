// The tables of the operations page: partitions, refused messages, alarms, hubs,
// signers.

import { cellsOf, records, tableOf } from "./contents.js"
import { el, frame, say, sync } from "./dom.js"
import { written } from "./format.js"

const NUMBERS = new Set(["count", "decimal", "share", "duration"])

// A table of the columns that have a name; `more` adds cells of its own to a new row.
function grid(part, { words, more, write = () => undefined }) {
  const head = el("tr", "")
  const body = el("tbody", "")
  const node = el("table", "cgc-table", el("thead", "", head), body)
  const show = (contents, now) => {
    const table = tableOf(contents, part)
    const shown = table.columns.filter((column) => column.name)
    const cell = cellsOf(table, (one) => written(one, words, now))
    const headed = more
      ? [...shown, { key: "more", name: words["label.resend"] }]
      : shown
    sync(head, headed, (one) => one.key, th, writeHead)
    const make = (entry) => {
      const row = el("tr", "", ...shown.map(td))
      if (more) row.append(el("td", "", more(entry)))
      return row
    }
    sync(
      body,
      records(table),
      (one) => one.key,
      make,
      (row, entry) => {
        for (const [place, { key }] of shown.entries()) {
          say(row.children[place], cell(entry, key))
        }
        write(row, entry)
      },
    )
  }
  return { node, body, show }
}

function th() {
  return el("th", "")
}

function writeHead(node, { name, form }) {
  say(node, name)
  node.classList.toggle("is-number", NUMBERS.has(form))
}

function td({ key, form }) {
  const cell = el("td", NUMBERS.has(form) ? "is-number" : "")
  cell.dataset.column = key
  return cell
}

function cellIn(row, column) {
  return row.querySelector(`[data-column="${column}"]`)
}

export function partitions(root, { words }) {
  const { panel, body, caption } = frame("partitions", { scrolls: true })
  const write = (row, entry) => {
    row.classList.toggle("is-behind", entry.lag > 0)
    cellIn(row, "name").title = entry.topic
  }
  const { node, show } = grid("partitions", { words, write })
  body.append(node)
  root.append(panel)
  return (state, changed) => {
    if (!changed.has("partitions")) return
    caption(state.partitions)
    show(state.partitions, state.now)
  }
}

export function rejects(root, { words }, send) {
  const { panel, body, caption } = frame("rejects", { scrolls: true })
  const empty = el("p", "cgc-empty", words["label.rejects_empty"])
  const more = (entry) => {
    if (!entry.may_resend) return el("span", "cgc-faint", words["label.no_resend"])
    const button = el("button", "cgc-action", words["label.resend"])
    button.onclick = () => send.go(entry.key)
    return button
  }
  const write = (row, entry) => {
    row.dataset.place = entry.place
    cellIn(row, "detail").title = entry.raw
    cellIn(row, "payload").title = entry.payload
  }
  const { node, body: rows, show } = grid("rejects", { words, more, write })
  body.append(node, empty)
  root.append(panel)
  return (state, changed) => {
    if (!changed.has("rejects")) return
    caption(state.rejects)
    show(state.rejects, state.now)
    empty.hidden = rows.children.length > 0
    node.hidden = !empty.hidden
  }
}

export function alarms(root, { words }) {
  const { panel, body, caption } = frame("alarms", { scrolls: true })
  const list = el("ol", "cgc-alarms")
  const empty = el("p", "cgc-empty", words["label.alarms_empty"])
  body.append(list, empty)
  root.append(panel)
  const make = () => el("li", "", el("time", ""), el("b", ""), el("span", ""))
  return (state, changed) => {
    if (!changed.has("alarms")) return
    const write = (row, entry) => {
      const [time, name, detail] = row.children
      say(time, written({ value: entry.time, form: "moment" }, words, state.now))
      say(name, entry.name)
      say(detail, entry.detail)
      detail.title = entry.raw
    }
    caption(state.alarms)
    sync(list, records(tableOf(state.alarms, "alarms")), (one) => one.key, make, write)
    empty.hidden = list.children.length > 0
    list.hidden = !empty.hidden
  }
}

// Only where signatures are looked at: elsewhere there is nothing to say.
export function signers(root, { words }) {
  const { panel, body, caption } = frame("signers", { scrolls: true })
  const empty = el("p", "cgc-empty", words["label.signers_empty"])
  const write = (row, entry) => row.classList.toggle("is-behind", entry.refused > 0)
  const { node, body: rows, show } = grid("signers", { words, write })
  body.append(node, empty)
  root.append(panel)
  root.hidden = true
  return (state, changed) => {
    if (!changed.has("signers")) return
    root.hidden = (state.signers.tables ?? []).length === 0
    if (root.hidden) return
    caption(state.signers)
    show(state.signers, state.now)
    empty.hidden = rows.children.length > 0
    node.hidden = !empty.hidden
  }
}

// Only where there are several: one alone is told by the band on top.
export function hubs(root, { words }) {
  const { panel, body, caption } = frame("hubs", { scrolls: true })
  const write = (row, entry) => {
    row.classList.toggle("is-behind", entry.status === null || entry.lacks > 0)
  }
  const { node, show } = grid("hubs", { words, write })
  body.append(node)
  root.append(panel)
  root.hidden = true
  return (state, changed) => {
    if (!changed.has("hubs")) return
    root.hidden = (state.hubs.tables ?? []).length === 0
    if (root.hidden) return
    caption(state.hubs)
    show(state.hubs, state.now)
  }
}

export function summary(root, { words }) {
  const list = el("dl", "cgc-summary")
  root.append(list)
  const make = () =>
    el("div", "", el("dt", ""), el("dd", "", el("b", ""), el("span", "")))
  return (state) => {
    const { figures } = state.summary
    const write = (node, one) => {
      const [value, aside] = node.lastChild.children
      node.dataset.level = one.level ?? ""
      say(node.firstChild, one.name)
      say(value, written(one, words, state.now))
      say(aside, one.value === null ? "" : (one.note ?? one.unit ?? ""))
    }
    sync(list, figures, (one) => one.key, make, write)
  }
}

// A list that Streamlit's script made for this viewer: it is no part of the pushes.
export function listing(root, data) {
  const { panel, body, caption } = frame("listing", { scrolls: true })
  const { node, show } = grid("listing", data)
  body.append(node)
  root.append(panel)
  const change = ({ contents }) => {
    caption(contents)
    node.hidden = (contents.tables ?? []).length === 0
    if (!node.hidden) show(contents, Date.now())
  }
  change(data)
  return Object.assign(() => undefined, { change })
}
