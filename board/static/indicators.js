// A strip of figures, each with its formula as its tooltip.

import { defines } from "./defined.js"
import { el, say, sync } from "./dom.js"
import { fill, written } from "./format.js"

function make() {
  return el("div", "", el("dt", ""), el("dd", "", el("b", ""), el("span", "")))
}

// The formula, and what stands in it where it is a rate.
function titleOf({ name, formula, numerator, denominator }, words) {
  if (denominator === undefined)
    return fill(words["label.count_title"], { name, formula })
  const count = (value) => written({ value, form: "count" }, words)
  const counts = { numerator: count(numerator), denominator: count(denominator) }
  return fill(words["label.rate_title"], { name, formula, ...counts })
}

export function indicators(root, { words }) {
  const list = el("dl", "cgc-indicators")
  root.append(list)
  const write = (node, one) => {
    const [number, aside] = node.lastChild.children
    node.title = titleOf(one, words)
    node.dataset.level = one.level ?? ""
    say(node.firstChild, one.name)
    say(number, written(one, words))
    say(aside, one.note ?? one.unit)
    defines(number, one.key, {
      label: one.name,
      aside: one.note ?? one.unit,
      cell: one,
      items: { period: "days30", scope: one.counted_in },
    })
  }
  return (state, changed) => {
    if (!changed.has("indicators")) return
    sync(list, state.indicators.figures, (one) => one.key, make, write)
  }
}
