// Counts as cards that filter by what they count: levels of supervision, replies.

import { cellsOf, records } from "./contents.js"
import { el, frame, say, sync } from "./dom.js"
import { fill, written } from "./format.js"

// One count as a button that filters by it, or lifts that filter.
function card(family, send) {
  return (entry) => {
    const name = el("span", "", el("i", "cgc-shape"), el("span", ""))
    const button = el("button", "cgc-card", name, el("b", ""), el("small", ""))
    button.onclick = () => {
      const isHere = button.getAttribute("aria-pressed") === "true"
      send.go(`${new URLSearchParams({ [family]: isHere ? "" : entry.code })}`)
    }
    return button
  }
}

function group(family, words, send) {
  const heading = el("h3", "")
  const cards = el("div", "cgc-cards")
  const node = el("section", "cgc-cards-of", heading, cards)
  node.dataset.family = family
  const make = card(family, send)
  return {
    node,
    show(table, { now, chosen }) {
      const cell = cellsOf(table, (one) => written(one, words, now))
      const write = (button, entry) => {
        const [name, count, note] = button.children
        const isHere = chosen[family] === entry.code
        say(name.firstChild, words[`supervision_shape.${entry.code}`] ?? "")
        say(name.lastChild, entry.name)
        say(count, cell(entry, "items"))
        const late = entry.late ? fill(words["supervised.of_it_late"], entry) : ""
        say(note, late || entry.note)
        note.classList.toggle("is-late", Boolean(late))
        button.dataset[family === "grade" ? "supervision" : "reply"] = entry.code
        button.classList.toggle("is-none", entry.items === 0)
        button.setAttribute("aria-pressed", String(isHere))
        button.title = words[isHere ? "items.remove" : "items.filter"]
      }
      say(heading, table.title)
      sync(cards, records(table), (one) => one.code, make, write)
    },
  }
}

export function cards(root, data, send) {
  const { words, part } = data
  const { panel, body, caption } = frame(part)
  panel.classList.add("cgc-sheet")
  const total = el("dl", "cgc-facts")
  const groups = ["grade", "reply"].map((family) => [
    family,
    group(family, words, send),
  ])
  body.append(total, ...groups.map(([, { node }]) => node))
  root.append(panel)
  const make = () => el("div", "", el("dt", ""), el("dd", ""))
  const change = (given) => {
    const { contents, now } = given
    const write = (entry, one) => {
      say(entry.firstChild, one.name)
      say(entry.lastChild, written(one, words, now))
    }
    caption(contents)
    sync(total, contents.figures ?? [], (one) => one.key, make, write)
    for (const [family, { show }] of groups) {
      const table = (contents.tables ?? []).find(({ name }) => name === `by_${family}`)
      if (table) show(table, given)
    }
  }
  change(data)
  return Object.assign(() => undefined, { change })
}
