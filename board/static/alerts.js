// Lines and batches of camera alerts, judged by the ids that stand on the screen: what
// comes meanwhile is not in them.

import { cellsOf, records, tableOf } from "./contents.js"
import { action, el, frame, say } from "./dom.js"
import { fill, written } from "./format.js"
import { addressOf } from "./links.js"
import { sending } from "./sending.js"

const NUMBERS = new Set(["count", "share"])
const idsOf = ({ ids }) => ids.split(" ")
const keyOf = ({ group, ids }) => group || idsOf({ ids })[0]

// The type of a row leads to what stands behind it: its alerts, or the only one.
function leading(record, text, { link, words }, send) {
  if (record.group && idsOf(record).length > 1) {
    const node = el("button", "cgc-pick", text)
    const open = () => send.go(record.group)
    return Object.assign(node, { onclick: open })
  }
  if (!link) return text
  const id = idsOf(record)[0]
  const href = addressOf(link, { kind: "camera_alert", id })
  const node = el("a", "cgc-pick", text)
  return Object.assign(node, { href, target: "_self", title: words["items.open_one"] })
}

function cellOf(record, column, place, text, given, send) {
  const { key, name, form } = column
  const node = el("td", NUMBERS.has(form) ? "is-number" : "")
  Object.assign(node.dataset, { column: key, label: name })
  node.dataset.empty = record[key] === null || text === ""
  if (key === "severity") {
    const shape = given.words[`severity_shape.${record.grade}`] ?? "○"
    node.append(el("i", "cgc-shape", shape))
  }
  const isTimes = key === "alerts"
  if (isTimes) node.classList.toggle("is-one", record.alerts === 1)
  const shown = isTimes ? fill(given.words["alerts.count"], { n: text }) : text
  node.append(place === given.leads ? leading(record, shown, given, send) : shown)
  return node
}

function rowOf(record, columns, cell, given, judging, send) {
  const row = el("tr", "")
  Object.assign(row.dataset, { severity: record.grade, due: record.level })
  row.classList.toggle(
    "is-here",
    Boolean(record.group) && record.group === given.chosen,
  )
  if (given.several) row.append(judging.tick(record, row))
  for (const [place, column] of columns.entries()) {
    const text = cell(record, column.key)
    row.append(cellOf(record, column, place, text, given, send))
  }
  if (given.several) row.append(judging.actions(record))
  return row
}

function gridOf(table, given, judging, send) {
  const columns = table.columns.filter(({ name }) => name)
  const cell = cellsOf(table, (one) => written(one, given.words, given.now))
  const leads = columns.findIndex(
    ({ key }) => key === "category" || key === "case_number",
  )
  const told = { ...given, leads }
  const rows = records(table).map((one) =>
    rowOf(one, columns, cell, told, judging, send),
  )
  const heads = columns.map(({ key, name, form }) => {
    const head = el("th", NUMBERS.has(form) ? "is-number" : "", name)
    head.dataset.column = key
    return head
  })
  const head = el("tr", "", ...heads)
  if (given.several) {
    head.prepend(el("td", ""))
    head.append(el("td", ""))
  }
  return el("table", "cgc-table", el("thead", "", head), el("tbody", "", ...rows))
}

export function alerts(root, data, send) {
  const { words, part } = data
  const { panel, body, caption } = frame(part, { scrolls: true })
  panel.classList.add("cgc-sheet", "cgc-alerts")
  const judging = sending({ words, send, button: action, idsOf, keyOf })
  const lines = el("div", "cgc-found")
  const empty = el("p", "cgc-empty")
  body.append(judging.node, lines, empty)
  root.append(panel)
  let known = ""
  const change = (given) => {
    const { contents, several, link, chosen, outside } = given
    const next = JSON.stringify([contents, several, link, chosen])
    if (next === known) return
    known = next
    caption(contents)
    const table = tableOf({ tables: [], ...contents }, "page")
    const isEmpty = !table || table.rows.length === 0
    say(empty, words[outside ? "label.items_outside" : (given.empty ?? "alerts.none")])
    empty.hidden = !isEmpty
    judging.begin(several, given.moves)
    lines.replaceChildren(...(isEmpty ? [] : [gridOf(table, given, judging, send)]))
    judging.end()
  }
  change(data)
  return Object.assign(() => undefined, { change })
}
