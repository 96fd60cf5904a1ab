// One part of a working page: its figures, sentences, charts and tables, as the script
// made them for this viewer. It is no part of the pushes.

import { cellsOf, levelOf, records } from "./contents.js"
import { defines } from "./defined.js"
import { action, el, frame, say, sync } from "./dom.js"
import { facts } from "./facts.js"
import { spoken, written } from "./format.js"
import { filteredBy } from "./links.js"
import { plot } from "./plot.js"
import { sketch } from "./sketch.js"

const NUMBERS = new Set([
  ...["count", "decimal", "share", "points", "duration", "change", "age"],
  ...["per_1000", "per_10000"],
])
const SIGNED = new Set(["changed", "year_changed"])
const SOMETHING = /[1-9]/
const NOTHING = written({ value: null })

function sentences(words) {
  const node = el("ul", "cgc-sentences")
  return {
    node,
    show(notices, now) {
      const said = Object.entries(notices)
        .filter(([key]) => key !== "more")
        .map(([key, one]) => ({
          key,
          text: spoken(one, words, now),
          level: one.level ?? "",
        }))
        .filter(({ text }) => text)
      const make = () => el("li", "")
      sync(
        node,
        said,
        (one) => one.key,
        make,
        (line, { text, level }) => {
          line.dataset.level = level
          say(line, text)
        },
      )
      node.hidden = said.length === 0
    },
  }
}

function charts(words, pick) {
  const node = el("div", "cgc-chart")
  const drawing = plot(node, words, pick)
  return {
    node,
    stop: drawing.stop,
    show(given, now) {
      const has = (given.charts ?? []).length > 0
      node.hidden = !has
      drawing.show(has ? given : null, now)
    },
  }
}

// What is an entry of the dictionary opens it.
function heading({ name, form, indicator }) {
  const title = el("span", "", name)
  defines(title, indicator, { value: el("span"), label: name, items: null })
  return el("th", NUMBERS.has(form) ? "is-number" : "", title)
}

// A telephone number is dialled by whatever telephone the machine has.
function dial(cell, text, number) {
  const anchor = el("a", "cgc-call", el("i", "", "☎"), text)
  anchor.href = `tel:${number.replaceAll("-", "")}`
  anchor.firstChild.setAttribute("aria-hidden", "true")
  cell.replaceChildren(anchor)
}

// A cell whose row says by which filters a list has the same leads there.
function tell(cell, column, record, text, link) {
  const number = record[`call_${column.key}`]
  if (number) return dial(cell, text, number)
  const query = record[`to_${column.key}`]
  if (!(link && query && text) || text === NOTHING) return say(cell, text)
  const anchor = el("a", "cgc-pick", text)
  Object.assign(anchor, { href: filteredBy(link, query), target: "_self" })
  cell.replaceChildren(anchor)
}

function write(cell, column, record, text, link) {
  tell(cell, column, record, text, link)
  cell.dataset.column = column.key
  cell.dataset.name = column.name
  cell.dataset.empty = record[column.key] === null || text === ""
  const value = record[column.key]
  const level = record[`level_${column.key}`]
  if (level !== undefined) cell.dataset.level = level
  // What is written as nothing has no direction.
  if (!SIGNED.has(column.key) || value === null || !SOMETHING.test(text)) return
  const direction = ["down", "same", "up"][1 + Math.sign(value)]
  cell.dataset.level = levelOf(direction, record.better)
}

// A level is told by its colour, its shape and its name.
function mark(cell, grade, words) {
  cell.dataset.severity = grade
  cell.prepend(el("i", "cgc-shape", words[`severity_shape.${grade}`]))
}

// The first named cell of a row is the button that picks it, or one at its end that says
// what it does.
function line(columns, { pick, act }, send) {
  return (record) => {
    const row = el("tr", "")
    for (const column of columns) {
      row.append(el("td", NUMBERS.has(column.form) ? "is-number" : ""))
    }
    if (pick) {
      const button = act ? action(act) : el("button", "cgc-pick")
      button.onclick = () => send.go(record[pick])
      if (act) row.append(el("td", "cgc-act", button))
      else row.firstChild.append(button)
    }
    return row
  }
}

function grid(table, given, send, now) {
  const { words, pick, act, chosen, link } = given
  const columns = table.columns.filter(({ name }) => name)
  const cell = cellsOf(table, (one) => written(one, words, now))
  const make = line(columns, given, send)
  const rows = records(table).map((record) => {
    const row = make(record)
    for (const [place, column] of columns.entries()) {
      const text = cell(record, column.key)
      const target = row.children[place]
      const filled = place === 0 && pick && !act ? target.firstChild : target
      write(filled, column, record, text, link)
      if (column.key === "level" && record.grade) mark(target, record.grade, words)
    }
    row.classList.toggle("is-here", Boolean(pick) && record[pick] === chosen)
    row.classList.toggle("is-late", Boolean(record.is_late))
    row.classList.toggle("is-refused", Boolean(record.is_refused))
    row.classList.toggle("is-corrected", Boolean(record.is_corrected))
    row.classList.toggle("is-restated", Boolean(record.is_restated))
    row.classList.toggle("is-restated-before", Boolean(record.is_restated_before))
    return row
  })
  const titles = [...columns.map(heading), ...(act && pick ? [el("td", "")] : [])]
  const head = el("thead", "", el("tr", "", ...titles))
  const node = el("table", "cgc-table", head, el("tbody", "", ...rows))
  if (table.title) node.prepend(el("caption", "", table.title))
  node.dataset.table = table.name
  return node
}

export function sheet(root, data, send) {
  const { words, part } = data
  const { panel, body, caption } = frame(part, { scrolls: true })
  panel.classList.add("cgc-sheet")
  const parts = {
    facts: facts(words),
    said: sentences(words),
    drawing: charts(words, data.pick && ((key) => send.go(key))),
    sketched: sketch(words, data.land),
  }
  const tables = el("div", "cgc-tables")
  body.append(...Object.values(parts).map(({ node }) => node), tables)
  root.append(panel)
  let known = ""
  const change = (given) => {
    const { contents, now, chosen } = given
    const next = JSON.stringify([contents, chosen])
    if (next === known) return
    known = next
    caption(contents)
    parts.facts.show(contents.figures ?? [], now)
    parts.said.show(contents.notices ?? {}, now)
    parts.drawing.show(contents, now)
    parts.sketched.show(contents)
    const shown = contents.tables ?? []
    tables.replaceChildren(...shown.map((one) => grid(one, given, send, now)))
  }
  change(data)
  const view = () => undefined
  return Object.assign(view, { change, stop: parts.drawing.stop })
}
