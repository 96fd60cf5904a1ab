// How many types run hot, by level, and about how many nobody wrote yet; it leads to the
// page that says which.

import { figureOf, records, tableOf } from "./contents.js"
import { leaving } from "./divisions.js"
import { el, frame, say, sync } from "./dom.js"
import { written } from "./format.js"

const PAGE = "warnings"

function level(words) {
  return ({ grade }) => {
    const shape = el("i", "cgc-shape", words[`severity_shape.${grade}`])
    const node = el("li", "", shape, el("em", ""), el("b", ""))
    node.dataset.severity = grade
    return node
  }
}

export function hot(root, { words, navigation, scope }) {
  const { panel, body, caption } = frame("hot-types")
  const list = el("ol", "cgc-hot-levels")
  const name = el("em", "")
  const number = el("b", "")
  const page = navigation.find((one) => one.name === PAGE)
  const node = el(page ? "a" : "div", "cgc-hot", list, el("p", "", name, number))
  panel.classList.add("cgc-hot-panel")
  body.append(node)
  root.append(panel)
  const aim = () => {
    const query = leaving(page.address)
    query.set("scope", scope)
    node.href = new URL(`${page.address}?${query}`, document.baseURI).href
  }
  if (page) {
    node.target = "_self"
    node.onpointerdown = node.onfocus = aim
    aim()
  }
  return (state, changed) => {
    if (!changed.has("hot")) return
    const count = (value) => written({ value, form: "count" }, words)
    const left = figureOf(state.hot, "unwritten")
    caption(state.hot)
    sync(
      list,
      records(tableOf(state.hot, "hot")),
      ({ grade }) => grade,
      level(words),
      (line, row) => {
        const [, label, value] = line.children
        say(label, row.name)
        say(value, count(row.types))
        line.classList.toggle("is-none", !row.types)
      },
    )
    say(name, left.name)
    say(number, count(left.value))
    number.classList.toggle("is-due", left.value > 0)
  }
}
