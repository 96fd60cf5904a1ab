// A statistical table: two dimensions and their sums. Every cell leads to a list of what
// it counts, every head of a column sorts the rows by it.

import { cellsOf, records } from "./contents.js"
import { el, frame, say } from "./dom.js"
import { spoken, written } from "./format.js"
import { filteredBy } from "./links.js"
import { plot } from "./plot.js"

const TOTAL = "total"
const NOTHING = written({ value: null })
// The largest of a measure is so dark, in percent of the accent; ink is read on it.
const DARKEST = 34

// A measure is shaded by its own largest count, the sums left out.
function shading(table, across) {
  const rows = records(table).filter(({ key }) => key !== TOTAL)
  const most = new Map()
  const counts = new Set(
    table.columns.filter(({ form }) => form === "count").map(({ key }) => key),
  )
  const parted = across.some(({ group }) => group)
  const isSum = ({ key }) => parted && key.startsWith("t_")
  const isInner = (one) => counts.has(one.key) && !isSum(one)
  const inner = across.filter(isInner)
  const measureOf = ({ key }) => key.slice(key.indexOf("_"))
  for (const one of inner) {
    const values = rows.map((row) => row[one.key] ?? 0)
    most.set(measureOf(one), Math.max(most.get(measureOf(one)) ?? 0, ...values))
  }
  const known = new Map(inner.map((one) => [one.key, most.get(measureOf(one))]))
  return (row, key) => {
    const top = known.get(key)
    if (!top || row.key === TOTAL || !row[key]) return 0
    return Math.round((DARKEST * row[key]) / top)
  }
}

function sorter(key, name, { sorted, words }, send) {
  const button = el("button", "cgc-pick", name)
  const way = sorted === `-${key}` ? "descending" : "ascending"
  const isHere = sorted?.replace("-", "") === key
  button.title = words["statistics.sort"]
  button.onclick = () => send.go(sorted === `-${key}` ? key : `-${key}`)
  const head = el("th", "is-number", button)
  head.scope = "col"
  if (isHere) head.setAttribute("aria-sort", way)
  return head
}

// The groups that stand beside each other, each over its measures.
function groupsOf(columns, across) {
  const groups = new Map(across.map(({ key, group }) => [key, group]))
  const found = []
  for (const { key } of columns) {
    const group = groups.get(key) ?? found.at(-1)?.group ?? ""
    if (found.at(-1)?.group === group) found.at(-1).span += 1
    else found.push({ group, span: 1 })
  }
  return found
}

function headOf(shown, { across, ...given }, send) {
  const [first, ...values] = shown
  const names = new Map(across.map(({ key, name }) => [key, name]))
  const corner = el("th", "", el("button", "cgc-pick", first.name))
  corner.firstChild.onclick = () => send.go("")
  corner.scope = "col"
  const groups = groupsOf(values, across)
  const measures = new Set(across.map(({ name }) => name))
  const isGrouped = groups.some(({ group }) => group)
  const nameOf = ({ key, name }) => (isGrouped ? (names.get(key) ?? name) : name)
  const isOne = isGrouped && measures.size === 1
  const cells = values.map((one) =>
    sorter(one.key, isOne ? one.name : nameOf(one), given, send),
  )
  const lines = [el("tr", "", corner, ...cells)]
  if (isGrouped && !isOne) {
    corner.rowSpan = 2
    const over = groups.map(({ group, span }) => {
      const cell = el("th", "cgc-group", group)
      Object.assign(cell, { colSpan: span, scope: "colgroup" })
      return cell
    })
    lines[0] = el("tr", "", corner, ...over)
    lines.push(el("tr", "", ...cells))
  }
  return el("thead", "", ...lines)
}

function isSomething(row, key) {
  return Boolean(row[key] || row[`${key}_denominator`])
}

// An address holds the filters of the column first: those of the row say where and when.
function lead(cell, text, { link, query, to, title }) {
  const anchor = el("a", "cgc-pick", text)
  const href = filteredBy(filteredBy(link, query), to)
  Object.assign(anchor, { href, target: "_self", title })
  cell.append(anchor)
}

function line(row, shown, write, given) {
  const { queries, shade, link, words } = given
  const [first, ...values] = shown
  const name = el("th", "", row[first.key])
  name.scope = "row"
  const cells = values.map(({ key }) => {
    const text = write(row, key)
    const cell = el("td", "is-number")
    const query = queries.get(key)
    const title = words["statistics.opens"]
    if (link && query && isSomething(row, key) && text !== NOTHING) {
      lead(cell, text, { link, query, to: row.to, title })
    } else say(cell, text)
    const dark = shade(row, key)
    if (dark) cell.style.setProperty("--shade", `${dark}%`)
    cell.dataset.empty = !isSomething(row, key)
    return cell
  })
  return el("tr", row.key === TOTAL ? "cgc-total" : "", name, ...cells)
}

function grid(table, given, send) {
  const { now, words, across } = given
  const shown = table.columns.filter(({ name }) => name)
  const write = cellsOf(table, (one) => written(one, words, now))
  const told = {
    ...given,
    queries: new Map(across.map(({ key, query }) => [key, query])),
    shade: shading(table, across),
  }
  const rows = records(table).map((row) => line(row, shown, write, told))
  const total = el("tfoot", "", rows.pop())
  const body = el("tbody", "", ...rows)
  const head = headOf(shown, given, send)
  const node = el("table", "cgc-table cgc-statistic-table", head, body, total)
  node.dataset.table = table.name
  return node
}

function sentences(notices, words, now) {
  const lines = Object.values(notices ?? {}).map((one) => {
    const said = el("li", "", spoken(one, words, now))
    said.dataset.level = one.level ?? ""
    return said
  })
  return el("ul", "cgc-sentences", ...lines)
}

export function crossed(root, data, send) {
  const { panel, body, caption } = frame(data.part, { scrolls: true })
  panel.classList.add("cgc-sheet")
  const chart = el("div", "cgc-chart")
  const drawing = plot(chart, data.words)
  const place = el("div", "cgc-crossed")
  const said = el("div", "")
  body.append(said, chart, place)
  root.append(panel)
  let known = ""
  const change = (given) => {
    const { contents, sorted, link, now, words } = given
    const next = JSON.stringify([contents, sorted, link])
    if (next === known) return
    known = next
    caption(contents)
    const isDrawn = (contents.charts ?? []).length > 0
    chart.hidden = !isDrawn
    drawing.show(isDrawn ? contents : null, now)
    said.replaceChildren(sentences(contents.notices, words, now))
    place.replaceChildren(grid(contents.tables[0], given, send))
  }
  change(data)
  return Object.assign(() => undefined, { change, stop: drawing.stop })
}
