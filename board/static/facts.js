// Named values side by side, and what each of them stands on.

import { defines } from "./defined.js"
import { el, say, sync } from "./dom.js"
import { written } from "./format.js"

function basisOf({ value, numerator, denominator }, words) {
  if (value === null || !denominator) return ""
  const counts = [numerator, denominator]
  return counts.map((one) => written({ value: one, form: "count" }, words)).join(" / ")
}

export function facts(words) {
  const node = el("dl", "cgc-facts")
  const make = () =>
    el("div", "", el("dt", ""), el("dd", "", el("b", ""), el("small", "")))
  return {
    node,
    show(list, now) {
      const write = (entry, one) => {
        entry.title = one.formula ?? ""
        entry.lastChild.dataset.level = one.level ?? ""
        entry.lastChild.style.color = one.colour ? `var(--${one.colour})` : ""
        const [value, base] = entry.lastChild.children
        say(entry.firstChild, one.name)
        say(value, written(one, words, now))
        // What is an entry of the dictionary says what it stands on, and opens it.
        const basis = one.indicator ? basisOf(one, words) : ""
        say(base, basis || (one.unit ?? ""))
        defines(value, one.indicator, { label: one.name, cell: one, items: null })
      }
      sync(node, list, (one) => one.key, make, write)
      node.hidden = list.length === 0
    },
  }
}
