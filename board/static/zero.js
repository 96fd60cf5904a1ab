// For how many days nothing of a class has happened: a tile for each, with the last.

import { records } from "./contents.js"
import { el, frame, say, sync } from "./dom.js"
import { written } from "./format.js"
import { addressOf } from "./links.js"

function tile() {
  const days = el("p", "", el("span", ""), el("b", ""), el("span", ""))
  return el("li", "cgc-zero", el("h3", ""), days, el("small", ""), el("small", ""))
}

// Where the reader may open it, the number of the last item leads to it.
function told(node, last, link) {
  const text = last
    ? [last.case_number, last.title ?? last.category, last.place].join(" · ")
    : ""
  node.hidden = !last
  node.title = text
  if (!(last && link)) return say(node, text)
  const anchor = el("a", "cgc-pick", text)
  Object.assign(anchor, { href: addressOf(link, last), target: "_self" })
  node.replaceChildren(anchor)
}

export function zero(root, data) {
  const { words, part } = data
  const { panel, body, caption } = frame(part)
  const list = el("ol", "cgc-zeros")
  panel.classList.add("cgc-sheet")
  body.append(list)
  root.append(panel)
  const change = ({ contents, now, link }) => {
    const rows = (contents.tables ?? []).flatMap(records)
    const last = new Map(rows.map((one) => [one.zero_class, one]))
    const write = (node, one) => {
      const [name, days, since, item] = node.children
      say(name, one.name)
      say(days.children[0], words["zero.for"])
      say(days.children[1], written(one, words, now))
      say(days.children[2], one.unit)
      say(since, one.note ?? "")
      told(item, last.get(one.key), link)
    }
    caption(contents)
    sync(list, contents.figures ?? [], (one) => one.key, tile, write)
  }
  change(data)
  return Object.assign(() => undefined, { change })
}
