// Joint operations: each item with its tasks below it; a late task is red, and it alone.

import { cellsOf, records, tableOf } from "./contents.js"
import { el, frame, say } from "./dom.js"
import { written } from "./format.js"
import { addressOf } from "./links.js"
import { selecting } from "./selecting.js"

const IN_HEAD = ["category", "title", "place", "beyond", "owner", "status"]

function shownOf(table) {
  return table.columns.filter(({ name }) => name)
}

function writerOf(table, words, now) {
  return cellsOf(table, (one) => written(one, words, now))
}

// A link, or in what is taken away the number alone.
function numberOf(record, { link, words }) {
  if (!link) return el("b", "cgc-pick", record.case_number)
  const anchor = el("a", "cgc-pick", record.case_number)
  const aim = { href: addressOf(link, record), target: "_self" }
  return Object.assign(anchor, aim, { title: words["items.open_one"] })
}

function headOf(record, span, given) {
  const { words } = given
  const shape = words[`severity_shape.${record.grade}`] ?? "○"
  const grade = el("span", "cgc-grade", el("i", "cgc-shape", shape), record.severity)
  const cell = el("th", "", numberOf(record, given), grade)
  for (const key of IN_HEAD) {
    if (!record[key]) continue
    const part = el("span", "", record[key])
    part.dataset.column = key
    cell.append(part)
  }
  Object.assign(cell, { colSpan: span, scope: "rowgroup" })
  return el("tr", "cgc-operation", cell)
}

function taskOf(record, columns, cell, tick) {
  const row = el("tr", "")
  row.dataset.due = record.level
  if (tick) row.append(record.is_of_seat ? tick(record) : el("td", "cgc-ticking"))
  for (const { key, name } of columns) {
    const node = el("td", "", cell(record, key))
    Object.assign(node.dataset, { column: key, name })
    node.dataset.empty = record[key] === null || record[key] === ""
    row.append(node)
  }
  return row
}

function blockOf(record, tasks, columns, cell, given, tick) {
  const rows = tasks.map((one) => taskOf(one, columns, cell, tick))
  const span = columns.length + (tick ? 1 : 0)
  const node = el("tbody", "", headOf(record, span, given), ...rows)
  Object.assign(node.dataset, { kind: record.kind, severity: record.grade })
  node.dataset.id = record.id
  const { link } = given
  if (link) {
    // The whole block opens the item; the link in it is for keyboard and new tabs.
    node.onclick = ({ target }) => {
      if (!target.closest("a, .cgc-ticking"))
        document.location.assign(addressOf(link, record))
    }
  }
  return node
}

function gridOf(contents, given, tick) {
  const table = tableOf(contents, "tasks")
  const columns = shownOf(table)
  const cell = writerOf(table, given.words, given.now)
  const tasks = records(table)
  const blocks = records(tableOf(contents, "operations")).map((one) => {
    const own = tasks.filter(({ key }) => key === one.key)
    return blockOf(one, own, columns, cell, given, tick)
  })
  const head = el("tr", "", ...columns.map(({ name }) => el("th", "", name)))
  if (tick) head.prepend(el("td", ""))
  return el("table", "cgc-table", el("thead", "", head), ...blocks)
}

export function operations(root, data, send) {
  const { words, part } = data
  const { panel, body, caption } = frame(part, { scrolls: true })
  panel.classList.add("cgc-sheet")
  const lines = el("div", "cgc-under-way")
  const empty = el("p", "cgc-empty")
  const choosing = selecting(words, send)
  body.append(choosing.node, lines, empty)
  root.append(panel)
  let known = ""
  const change = (given) => {
    const { contents, link, outside, several } = given
    const next = JSON.stringify([contents, link, several])
    if (next === known) return
    known = next
    caption(contents)
    const some = (contents.tables ?? []).some(({ rows }) => rows.length > 0)
    say(empty, words[outside ? "label.items_outside" : "joint.none"])
    empty.hidden = some
    const tick = choosing.begin(several) ? choosing.cell : null
    lines.replaceChildren(...(some ? [gridOf(contents, given, tick)] : []))
    choosing.end()
  }
  change(data)
  return Object.assign(() => undefined, { change })
}
