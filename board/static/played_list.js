// Grave items of a playback that are open at a step, the newest first.

import { el, frame, say, sync } from "./dom.js"
import { fill, written } from "./format.js"
import { addressOf } from "./links.js"
import { graveAt } from "./played.js"

const SHOWN = 40
const FRESH_STEPS = 3

export function playedList({ grave }, { words, link }) {
  const { panel, body, caption, title } = frame("played-grave", { scrolls: true })
  const list = el("ol", "cgc-list")
  const empty = el("p", "cgc-empty")
  body.append(list, empty)
  const make = ({ kind, id, severity }) => {
    const node = el(
      link ? "a" : "div",
      "cgc-row",
      el("time", ""),
      el("span", "cgc-severity", el("i", "cgc-shape"), el("em", "")),
      el("span", "cgc-kind"),
      el("span", "cgc-what"),
      el("span", "cgc-where"),
      el("span", "cgc-status"),
    )
    node.dataset.kind = kind
    node.dataset.severity = severity
    if (link)
      Object.assign(node, { href: addressOf(link, { kind, id }), target: "_self" })
    return el("li", "", node)
  }
  const write = (item, one, step) => {
    const node = item.firstChild
    const [time, severity, kind, what, where, status] = node.children
    const at = written(
      { value: one.received_at, form: "moment" },
      words,
      one.received_at,
    )
    const isFresh = one.arrived_no > 0 && step - one.arrived_no < FRESH_STEPS
    say(time, at.slice(0, 11))
    say(severity.firstChild, words[`severity_shape.${one.severity}`])
    say(severity.lastChild, one.severity_name)
    say(kind, one.kind_name)
    say(what, one.category)
    say(where, one.place)
    say(status, isFresh ? words["playback.new"] : "")
    node.classList.toggle("is-new", isFresh)
  }
  return {
    node: panel,
    show(step) {
      const found = graveAt(grave, step)
      const n = written({ value: found.length, form: "count" }, words)
      const left = found.length - SHOWN
      const more = left > 0 ? fill(words["playback.more"], { n: SHOWN }) : ""
      caption({ title: words["playback.coming"], note: more })
      say(title, `${words["playback.coming"]} ${grave ? n : ""}`)
      sync(
        list,
        found.slice(0, SHOWN),
        ({ kind, id, from_no: from }) => `${kind} ${id} ${from}`,
        make,
        (node, one) => write(node, one, step),
      )
      say(empty, words[grave ? "playback.nothing" : "playback.of_sums"])
      empty.hidden = found.length > 0
    },
  }
}
