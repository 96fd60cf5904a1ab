// One page of the items that the filters let through.

import { cellsOf, figureOf, records, tableOf } from "./contents.js"
import { el, frame, say } from "./dom.js"
import { fill, written } from "./format.js"
import { addressOf } from "./links.js"
import { selecting } from "./selecting.js"

const HEAD = 1
const SHAPED = new Set(["severity", "supervision"])

// The link to the letter that belongs to a row.
function letterOf(record, { letter, words }) {
  const anchor = el("a", "cgc-action", words["supervised.letter"])
  const address = new URL(addressOf(letter, record))
  if (record.move) address.searchParams.set("move", record.move)
  const aim = { href: address.href, target: "_self" }
  const cell = el("td", "", Object.assign(anchor, aim))
  cell.dataset.column = "letter"
  return cell
}

// Others that may be the same matter, which the page of the item names.
function sameOf(record, { link, same, same_at: where, words }) {
  const n = same?.[`${record.kind} ${record.id}`] ?? 0
  if (n === 0 || !link) return []
  const anchor = el("a", "cgc-same", fill(words["items.same"], { n }))
  const address = new URL(addressOf(link, record))
  address.hash = where
  const aim = { href: address.href, target: "_self" }
  return [Object.assign(anchor, aim, { title: fill(words["items.same_of"], { n }) })]
}

function cells(row, columns, record, cell, given) {
  const { link, words } = given
  for (const [place, { key, name }] of columns.entries()) {
    const node = el("td", "")
    Object.assign(node.dataset, { column: key, label: name })
    node.dataset.empty = record[key] === null
    const text = cell(record, key)
    if (SHAPED.has(key)) {
      node.append(el("i", "cgc-shape", words[`${key}_shape.${record.grade}`] ?? "○"))
    }
    if (place === 0 && link) {
      const anchor = el("a", "cgc-pick", text)
      const aim = { href: addressOf(link, record), target: "_self" }
      Object.assign(anchor, aim, { title: words["items.open_one"] })
      node.append(anchor, ...sameOf(record, given))
    } else {
      node.append(text)
    }
    if (key === "title" || key === "place") node.title = text
    row.append(node)
  }
}

function line(columns, cell, given, tick) {
  return (record) => {
    const row = el("tr", "")
    const { kind, grade, level } = record
    Object.assign(row.dataset, { kind, severity: grade, due: level, id: record.id })
    row.dataset.supervision = grade
    row.classList.toggle("is-miss", !record.is_counted)
    if (tick) row.append(tick(record))
    cells(row, columns, record, cell, given)
    const { link, letter } = given
    if (letter) row.append(letterOf(record, given))
    if (link) {
      // The whole row opens the item; the link in it is for the keyboard and new tabs.
      row.onclick = ({ target }) => {
        if (!target.closest("a, .cgc-ticking"))
          document.location.assign(addressOf(link, record))
      }
    }
    return row
  }
}

function pager(words, send) {
  const before = el("button", "cgc-action", words["items.previous"])
  const after = el("button", "cgc-action", words["items.next"])
  const text = el("span", "")
  const node = el("nav", "cgc-pager", before, text, after)
  node.setAttribute("aria-label", words["items.paging"])
  const go = (no) => () => send.go(`no=${no}`)
  return {
    node,
    show(here, last) {
      const count = (value) => written({ value, form: "count" }, words)
      say(text, fill(words["items.pages"], { here: count(here), last: count(last) }))
      before.disabled = here <= HEAD
      after.disabled = here >= last
      before.onclick = go(here - 1)
      after.onclick = go(here + 1)
      node.hidden = last <= HEAD
    },
  }
}

function listed(table, rows, given, tick) {
  const { now, words, letter } = given
  const columns = table.columns.filter(({ name }) => name)
  const cell = cellsOf(table, (one) => written(one, words, now))
  const letters = letter ? [el("th", "", words["supervised.letter"])] : []
  const heads = columns.map(({ name }) => el("th", "", name))
  const head = el("tr", "", ...heads, ...letters)
  if (tick) head.prepend(el("td", ""))
  const body = el("tbody", "", ...rows.map(line(columns, cell, given, tick)))
  return el("table", "cgc-table", el("thead", "", head), body)
}

export function found(root, data, send) {
  const { words, part } = data
  const { panel, body, caption } = frame(part, { scrolls: true })
  panel.classList.add("cgc-sheet")
  const empty = el("p", "cgc-empty")
  const lines = el("div", "cgc-found")
  const turning = pager(words, send)
  const choosing = selecting(words, send)
  body.append(choosing.node, lines, empty, turning.node)
  root.append(panel)
  let known = ""
  const change = (given) => {
    const { contents, link, letter, outside, several } = given
    const nothing = outside ? "label.items_outside" : (given.empty ?? "items.none")
    const next = JSON.stringify([contents, link, letter, several, given.same])
    if (next === known) return
    known = next
    caption(contents)
    const table = tableOf({ tables: [], ...contents }, "page")
    const rows = table ? records(table) : []
    say(empty, words[nothing])
    empty.hidden = rows.length > 0
    const [here, last] = ["here", "last"].map(
      (key) => figureOf({ figures: [], ...contents }, key)?.value,
    )
    turning.show(here ?? HEAD, last ?? HEAD)
    const tick = choosing.begin(several) ? choosing.cell : null
    if (!table) {
      choosing.end()
      lines.replaceChildren()
      return
    }
    const node = listed(table, rows, given, tick)
    node.hidden = rows.length === 0
    lines.replaceChildren(node)
    choosing.end()
  }
  change(data)
  return Object.assign(() => undefined, { change })
}
