// Reminders of one's own: when the next is to be, and those that there are.

import { action, el, say } from "./dom.js"
import { fill, written } from "./format.js"

const OWN = "own"
const LATE = "01"
// Longer than a click waits for the broker and the hub: then it can be clicked again.
const AGAIN_MS = 12_000

function chooser(words, given) {
  const select = el("select", "cgc-field")
  select.setAttribute("aria-label", words["follow.when"])
  for (const name of [...given.times, OWN]) {
    const option = el("option", "", words[`follow.when.${name}`])
    option.value = name
    select.append(option)
  }
  const moment = el("input", "cgc-field")
  Object.assign(moment, {
    type: "datetime-local",
    min: given.bounds.least,
    max: given.bounds.most,
    hidden: true,
  })
  moment.setAttribute("aria-label", words["follow.own"])
  moment.title = words["follow.own"]
  select.onchange = () => {
    moment.hidden = select.value !== OWN
    if (!moment.hidden) moment.focus()
  }
  const value = () => (select.value === OWN ? moment.value : select.value)
  return { nodes: [select, moment], value }
}

// No second click while the first is on its way.
export function once(node, tell) {
  return (act) => {
    const buttons = [...node.querySelectorAll("button")]
    for (const one of buttons) one.disabled = true
    setTimeout(() => {
      for (const one of buttons) one.disabled = false
    }, AGAIN_MS)
    tell(act)
  }
}

// A line that asks when, and for a note where one is wanted.
export function asking(words, given, hasNote, done) {
  const when = chooser(words, given)
  const note = el("input", "cgc-field")
  note.maxLength = given.longest
  note.placeholder = words["follow.note"]
  note.setAttribute("aria-label", words["follow.note"])
  const send = () => {
    if (when.value()) done({ when: when.value(), note: note.value.trim() })
  }
  note.onkeydown = ({ key, isComposing }) => {
    if (key === "Enter" && !isComposing) send()
  }
  const notes = hasNote ? [note] : []
  const line = el(
    "span",
    "cgc-naming",
    ...when.nodes,
    ...notes,
    action(words["follow.set"], send),
  )
  line.hidden = true
  return line
}

export function opener(text, line) {
  const button = action(text, () => {
    line.hidden = !line.hidden
    button.setAttribute("aria-expanded", String(!line.hidden))
    if (!line.hidden) line.querySelector("select").focus()
  })
  button.setAttribute("aria-expanded", "false")
  return button
}

// One reminder: when it is due, what it is about, what can be done with it. `name` is
// the link to its item, where it is not on that item's own page.
export function reminder(words, given, one, now, tell, name) {
  const isDue = one.due_at <= now
  const at = written({ value: one.due_at, form: "moment" }, words, now)
  const node = el("li", "cgc-reminder")
  if (isDue) node.dataset.severity = LATE
  const send = once(node, tell)
  const named = { kind: one.kind, id: one.id, reminder: one.key }
  const line = asking(words, given, false, ({ when }) =>
    send({ act: "move", when, ...named }),
  )
  const move = opener(words["follow.move"], line)
  const done = action(words["follow.done"], () => send({ act: "done", ...named }))
  const drop = action(words["follow.drop"], () => send({ act: "dropped", ...named }))
  move.classList.add("is-quiet")
  drop.classList.add("is-quiet")
  if (isDue) done.classList.add("is-first")
  const time = el("b", "cgc-reminder-at", at)
  const said = el("span", "cgc-reminder-note", one.note)
  const state = el("span", "cgc-reminder-state")
  say(state, isDue ? words["follow.is_due"] : "")
  const what = el("span", "cgc-reminder-what", ...(name ? [name, one.what] : []))
  const acts = el("span", "cgc-acts", done, move, drop, line)
  for (const button of [done, move, drop]) {
    const label = fill(words["follow.of"], { what: button.textContent, at })
    button.setAttribute("aria-label", label)
  }
  node.append(time, state, what, said, acts)
  return node
}
