// Choosing lines and batches, and the buttons that send their alerts to be judged.

import { el, say } from "./dom.js"
import { fill, written } from "./format.js"

// Not the boxes of what is at hand, but how many alerts they stand for, is bounded.
export function sending({ words, send, button, idsOf, keyOf }) {
  const all = el("input", "")
  all.type = "checkbox"
  const told = el("span", "")
  told.setAttribute("role", "status")
  const acts = el("span", "cgc-acts")
  const label = el("label", "cgc-tick", all, words["alerts.select_all"])
  const node = el("div", "cgc-selecting", label, told, acts)
  const chosen = new Set()
  let rows = new Map()
  let several = null
  let moves = []

  const count = (value) => written({ value, form: "count" }, words)
  const chose = (ids, move) => {
    const items = ids.slice(0, several.most).map((id) => ["camera_alert", id])
    send.chose(JSON.stringify({ number: several.number, items, move }))
  }
  const picked = () => [...rows].filter(([key]) => chosen.has(key))
  const idsPicked = () => picked().flatMap(([, { record }]) => idsOf(record))
  const write = () => {
    for (const [key, { row, input }] of rows) {
      input.checked = chosen.has(key)
      row.classList.toggle("is-chosen", input.checked)
    }
    const ids = idsPicked().length
    const alerts = picked().reduce(
      (sum, [, { record }]) => sum + (record.alerts ?? 1),
      0,
    )
    const most = several.most
    const isOver = Math.max(ids, alerts) > most
    const limit = isOver ? fill(words["alerts.in_steps"], { n: count(most) }) : ""
    const counts = { rows: count(picked().length), n: count(alerts) }
    say(told, `${fill(words["alerts.selected"], counts)}${limit}`)
    all.checked = chosen.size > 0 && chosen.size === rows.size
    all.indeterminate = chosen.size > 0 && chosen.size < rows.size
    for (const [place, { alone }] of moves.entries()) {
      acts.children[place].disabled = ids === 0 || (alone && alerts !== 1)
    }
  }
  const toggle = (key, isChosen) => {
    if (isChosen) chosen.add(key)
    else chosen.delete(key)
  }
  all.onchange = () => {
    for (const key of rows.keys()) toggle(key, all.checked)
    write()
  }
  return {
    node,
    tick(record, row) {
      const input = el("input", "")
      const key = keyOf(record)
      input.type = "checkbox"
      const named = {
        number: record.case_number || `${record.category} ${record.place}`,
      }
      input.setAttribute("aria-label", fill(words["items.select_one"], named))
      input.onchange = () => {
        toggle(key, input.checked)
        write()
      }
      rows.set(key, { record, row, input })
      return el("td", "cgc-ticking", el("label", "cgc-tick", input))
    },
    actions(record) {
      const ids = idsOf(record)
      const isOne = (record.alerts ?? 1) === 1
      const open = moves.filter(({ alone }) => isOne || !alone)
      const isOver = (record.alerts ?? 1) > several?.most
      const title = isOver
        ? fill(words["alerts.in_steps"], { n: count(several.most) })
        : ""
      const make = ({ move, name }) =>
        Object.assign(
          button(name, () => chose(ids, move)),
          { title },
        )
      const cell = el("td", "cgc-judging", ...open.map(make))
      cell.dataset.column = "judging"
      return cell
    },
    begin(given, named) {
      const before = several
      several = given ?? null
      moves = several ? named : []
      rows = new Map()
      if (before && before.cleared !== several?.cleared) chosen.clear()
      const make = ({ move, name }) => button(name, () => chose(idsPicked(), move))
      acts.replaceChildren(...moves.map(make))
    },
    end() {
      node.hidden = !several || rows.size === 0
      for (const key of [...chosen]) if (!rows.has(key)) chosen.delete(key)
      if (several) write()
    },
  }
}
