// Targets of a division, those of one goal together: a bar up to what it is, and a mark
// where it shall be.

import { cellsOf, records, tableOf } from "./contents.js"
import { el, frame, say } from "./dom.js"
import { facts } from "./facts.js"
import { written } from "./format.js"
import { filteredBy } from "./links.js"

const LEVELS = { met: "good", missed: "bad", few: "" }
// What shall be little is drawn on a scale of its own.
const TIMES = 4
const TOLD = ["said", "gap", "short", "changed", "owner"]
const NUMBERS = new Set(["gap", "short", "changed"])
const BETTER = { "-1": "bad", 0: "", 1: "good" }

const percent = (share) => `${Math.round(1000 * Math.min(1, share)) / 10}%`

function draw(bar, { value, target, better, state }) {
  const whole = better === "up" ? 1 : Math.max(TIMES * target, value ?? 0)
  bar.dataset.level = LEVELS[state]
  bar.firstChild.style.width = percent((value ?? 0) / whole)
  bar.lastChild.style.left = percent(target / whole)
}

function line(send) {
  const row = el("tr", "")
  const pick = el("button", "cgc-pick")
  const name = el("td", "", pick)
  const bar = el("span", "cgc-bullet", el("i", ""), el("b", ""))
  bar.setAttribute("aria-hidden", "true")
  const value = el("td", "is-number")
  const bound = el("td", "is-number")
  row.append(name, bound, value, el("td", "cgc-bulleted", bar))
  for (const key of TOLD) {
    const cell = el("td", NUMBERS.has(key) ? "is-number" : "")
    cell.dataset.column = key
    row.append(cell)
  }
  pick.onclick = () => send.go(row.dataset.indicator)
  return row
}

function lead(cell, text, query, link) {
  if (!(link && query)) return cell.replaceChildren(text)
  const anchor = el("a", "cgc-pick", text)
  Object.assign(anchor, { href: filteredBy(link, query), target: "_self" })
  cell.replaceChildren(anchor)
}

function fill(row, record, cell, { chosen, link }) {
  const [name, bound, value, bulleted, ...told] = row.children
  row.dataset.indicator = record.indicator
  row.classList.toggle("is-here", record.indicator === chosen)
  say(name.firstChild, record.name)
  say(bound, `${record.bound} ${cell(record, "target")}`)
  lead(value, cell(record, "value"), record.to_value, link)
  draw(bulleted.firstChild, record)
  for (const node of told) {
    const { column } = node.dataset
    say(node, cell(record, column))
    if (column === "said") node.dataset.level = LEVELS[record.state]
    if (column === "changed")
      node.dataset.level = BETTER[Math.sign(record.towards ?? 0)]
  }
}

function headOf(table) {
  const names = new Map(table.columns.map(({ key, name }) => [key, name]))
  const cells = ["name", "target", "value", ...TOLD].map((key) => {
    const isNumber = NUMBERS.has(key) || key === "target"
    const cell = el("th", isNumber ? "is-number" : "", names.get(key))
    // Number and bar.
    if (key === "value") cell.colSpan = 2
    return cell
  })
  return el("thead", "", el("tr", "", ...cells))
}

function groups(table) {
  const found = new Map()
  for (const record of records(table)) {
    found.set(record.goal, [...(found.get(record.goal) ?? []), record])
  }
  return [...found].map(([goal, rows]) => ({ goal, rows }))
}

function body({ goal }) {
  const name = el("th", "", goal)
  name.scope = "rowgroup"
  name.colSpan = 4 + TOLD.length
  return el("tbody", "", el("tr", "cgc-goal", name))
}

export function targets(root, data, send) {
  const { words, part } = data
  const { panel, body: place, caption } = frame(part, { scrolls: true })
  panel.classList.add("cgc-sheet")
  const given = facts(words)
  const node = el("table", "cgc-table cgc-targets")
  place.append(given.node, node)
  root.append(panel)
  const change = (next) => {
    const { contents, now } = next
    const table = tableOf(contents, "target_list")
    const cell = cellsOf(table, (one) => written(one, words, now))
    caption(contents)
    given.show(contents.figures ?? [], now)
    node.dataset.table = table.name
    const bodies = groups(table).map((group) => {
      const made = body(group)
      for (const record of group.rows) {
        const row = line(send)
        fill(row, record, cell, next)
        made.append(row)
      }
      return made
    })
    node.replaceChildren(headOf(table), ...bodies)
  }
  change(data)
  return Object.assign(() => undefined, { change })
}
