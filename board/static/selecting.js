// Choosing several rows of a list: a box before each, and a bar that says how many are.

import { el, say } from "./dom.js"
import { fill, written } from "./format.js"

// An item, or one of its tasks; none of the names holds a blank.
const keyOf = ({ kind, id, task_id: task }) =>
  [kind, id, task].filter(Boolean).join(" ")

function box(label) {
  const input = el("input", "")
  input.type = "checkbox"
  return { input, node: el("label", "cgc-tick", input, label) }
}

function button(text) {
  const node = el("button", "cgc-action", text)
  return node
}

// What is chosen outlives the list that it was chosen in while its rows stay on it.
export function selecting(words, send) {
  const all = box(words["items.select_all"])
  const told = el("span", "")
  told.setAttribute("role", "status")
  const go = button(words["items.several"])
  const follow = button(words["follow.selected"])
  const none = button(words["items.deselect"])
  const node = el("div", "cgc-selecting", all.node, told, go, follow, none)
  const chosen = new Set()
  let boxes = new Map()
  let several = null

  const write = () => {
    for (const [key, inputs] of boxes) {
      for (const input of inputs) {
        input.checked = chosen.has(key)
        input.closest("tr").classList.toggle("is-chosen", input.checked)
      }
    }
    const n = written({ value: chosen.size, form: "count" }, words)
    const isFull = chosen.size >= several.most && boxes.size > several.most
    const most = written({ value: several.most, form: "count" }, words)
    const limit = isFull ? fill(words["items.most"], { n: most }) : ""
    say(told, `${fill(words["items.selected"], { n })}${limit}`)
    all.input.checked = chosen.size > 0 && chosen.size === boxes.size
    all.input.indeterminate = chosen.size > 0 && chosen.size < boxes.size
    go.disabled = chosen.size === 0 || chosen.size > several.most
    follow.disabled = go.disabled
    follow.hidden = !several.follow
    none.hidden = chosen.size === 0
  }
  const toggle = (key, isChosen) => {
    if (isChosen) chosen.add(key)
    else chosen.delete(key)
    write()
  }
  all.input.onchange = () => {
    const isChosen = all.input.checked
    const keys = [...boxes.keys()]
    // Of a list that is longer than what may be chosen its first rows are.
    for (const [place, key] of keys.entries()) {
      toggle(key, isChosen && place < several.most)
    }
  }
  none.onclick = () => {
    chosen.clear()
    write()
    all.input.focus()
  }
  const tell = (more) => {
    const items = [...chosen].map((key) => key.split(" "))
    send.chose(JSON.stringify({ number: several.number, items, ...more }))
  }
  go.onclick = () => tell({})
  follow.onclick = () => tell({ move: "follow" })
  return {
    node,
    // The first cell of a row of the list.
    cell(record) {
      const key = keyOf(record)
      const { input, node: label } = box("")
      const number = record.case_number || record.number || record.id
      input.setAttribute("aria-label", fill(words["items.select_one"], { number }))
      input.onchange = () => toggle(key, input.checked)
      // An item may stand on the list for several reasons.
      boxes.set(key, [...(boxes.get(key) ?? []), input])
      return el("td", "cgc-ticking", label)
    },
    // Before the rows of another list are made; says whether any can be chosen.
    begin(given) {
      const before = several
      several = given ?? null
      boxes = new Map()
      if (before && before.cleared !== several?.cleared) chosen.clear()
      return Boolean(several)
    },
    // After they were made.
    end() {
      node.hidden = !several || boxes.size === 0
      for (const key of [...chosen]) if (!boxes.has(key)) chosen.delete(key)
      if (several) write()
    },
  }
}
