// The days of a month as a calendar, Monday first: what was heard on each of them.

import { records, tableOf } from "./contents.js"
import { el, frame, say, sync } from "./dom.js"
import { fill, written } from "./format.js"

const WEEK = [1, 2, 3, 4, 5, 6, 7]

function cell() {
  return el("li", "cgc-day", el("time", ""), el("b", ""), el("span", ""))
}

// The first day stands below its weekday.
function write(node, { day, weekday, is_held, talks, every }, words) {
  const [time, main, aside] = node.children
  const count = (value) => written({ value, form: "count" }, words)
  const said = { day: day.slice(5), talks: count(talks), every: count(every) }
  node.style.gridColumnStart = weekday
  node.classList.toggle("is-held", Boolean(is_held))
  node.classList.toggle("is-none", every === 0)
  node.title = fill(words["calendar.of"], said)
  time.dateTime = day
  say(time, String(Number(day.slice(8))))
  say(main, said.talks)
  say(aside, `/ ${said.every}`)
}

export function calendar(root, data) {
  const { words, part } = data
  const { panel, body, caption } = frame(part)
  const facts = el("dl", "cgc-facts")
  const heads = WEEK.map((one) => el("span", "", words[`weekday.${one}`]))
  const head = el("div", "cgc-weekdays", ...heads)
  const days = el("ol", "cgc-calendar")
  const make = () => el("div", "", el("dt", ""), el("dd", ""))
  panel.classList.add("cgc-sheet")
  head.setAttribute("aria-hidden", "true")
  body.append(facts, head, days)
  root.append(panel)
  const change = ({ contents, now }) => {
    const show = (entry, one) => {
      say(entry.firstChild, one.name)
      say(entry.lastChild, written(one, words, now))
    }
    const found = records(tableOf(contents, "channel_days"))
    caption(contents)
    sync(facts, contents.figures ?? [], (one) => one.key, make, show)
    sync(
      days,
      found,
      (one) => one.day,
      cell,
      (node, one) => write(node, one, words),
    )
  }
  change(data)
  return Object.assign(() => undefined, { change })
}
