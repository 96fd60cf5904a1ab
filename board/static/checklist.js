// The steps of an item's checklist: what is to be done by when, who did it, and a button
// for whoever may say so. How much time is left goes on by itself.

import { records, tableOf } from "./contents.js"
import { action, el, frame, say, sync } from "./dom.js"
import { facts } from "./facts.js"
import { fill, spoken, written } from "./format.js"

const EVERY_MS = 5000
// Longer than a click waits for the broker and the hub: then it can be clicked again.
const AGAIN_MS = 12_000
const LONGEST = 100
const LATE = "01"

function field(label, done) {
  const input = el("input", "cgc-field")
  input.maxLength = LONGEST
  input.placeholder = label
  input.setAttribute("aria-label", label)
  input.onkeydown = ({ key, isComposing }) => {
    if (key === "Enter" && !isComposing) done()
  }
  return input
}

// What can be said of a step: done at once, or with a note; or taken back with a reason.
function acts(words, step, isDone, tell) {
  const send = () => tell(step, input.value.trim())
  const input = field(words[isDone ? "steps.ask_reason" : "steps.ask_note"], send)
  const ready = el("button", "cgc-action", words["steps.send"])
  const line = el("span", "cgc-naming", input, ready)
  ready.onclick = send
  line.hidden = true
  const open = action(words[isDone ? "steps.undo" : "steps.with_note"], () => {
    line.hidden = !line.hidden
    if (!line.hidden) input.focus()
  })
  open.classList.add("is-quiet")
  if (isDone) return el("span", "cgc-acts", open, line)
  const tick = action(words["steps.tick"], () => tell(step, ""))
  tick.classList.add("is-first")
  tick.setAttribute("aria-label", `${words["steps.tick"]} ${step.number}`)
  return el("span", "cgc-acts", tick, open, line)
}

function make({ number }) {
  const mark = el("span", "cgc-check-mark")
  const what = el("span", "cgc-check-what")
  const who = el("span", "cgc-check-who")
  const said = el("span", "cgc-check-said")
  const state = el("span", "cgc-check-state")
  const place = el("b", "cgc-check-number", String(number))
  const meta = el("span", "cgc-check-meta", state, who, said)
  return el("li", "cgc-check", mark, place, what, meta, el("span", ""))
}

export function checklist(root, data, send) {
  const { panel, body, caption } = frame("checklist")
  panel.classList.add("cgc-sheet")
  const list = el("ol", "cgc-checks")
  const notes = el("ul", "cgc-sentences")
  const { words } = data
  const told = facts(words)
  body.append(told.node, notes, list)
  root.append(panel)
  let given = data
  let receivedAt = performance.now()
  let known = ""

  const now = () => given.now + performance.now() - receivedAt
  const time = (value) => written({ value, form: "moment" }, words, now())
  const span = (value) =>
    written({ value: Math.abs(value), form: "duration" }, words, now())

  const allow = (isAllowed) => {
    for (const one of list.querySelectorAll("button, input")) one.disabled = !isAllowed
  }

  const tell = (step, note) => {
    const isDone = Boolean(step.entry)
    if (isDone && !note) return
    const act = isDone ? "undone" : "done"
    const said = { act, step: step.number, note, entry: step.entry }
    // A second click would be told that somebody was first.
    allow(false)
    setTimeout(() => allow(true), AGAIN_MS)
    send.go(JSON.stringify(said))
  }

  const clock = (node, step) => {
    const left = (step.due_at - now()) / 1000
    const isLate = step.state === "late" || (step.state === "open" && left < 0)
    const grade = isLate ? LATE : step.grade
    node.dataset.state = isLate ? "late" : step.state
    if (grade) node.dataset.severity = grade
    else delete node.dataset.severity
    const shape = grade ? words[`severity_shape.${grade}`] : ""
    say(node.children[0], shape || (step.done_at ? "✓" : "○"))
    const key = isLate ? "steps.state.late" : ""
    const [state, , said] = node.children[3].children
    say(state, key ? words[key] : step.level)
    say(said, sentence(step, left, isLate))
  }

  const sentence = (step, left, isLate) => {
    if (step.done_at) {
      const values = { by: step.by, at: time(step.done_at), after: span(step.after) }
      return [fill(words["steps.said"], values), step.note].filter(Boolean).join(" · ")
    }
    const values = { at: time(step.due_at), left: span(left) }
    if (step.state === "missed") return fill(words["steps.was_due"], values)
    return fill(words[isLate ? "steps.late_by" : "steps.left_for"], values)
  }

  const write = (node, step) => {
    say(node.children[2], step.text)
    say(node.children[3].children[1], step.who)
    clock(node, step)
    const shown = given.may && step.state !== "missed"
    const last = shown ? acts(words, step, Boolean(step.entry), tell) : el("span", "")
    node.lastChild.replaceWith(last)
  }

  const change = (next) => {
    given = next
    receivedAt = performance.now()
    const { contents, may } = next
    // Whoever types a note keeps it while others tick.
    const text = JSON.stringify([contents, may])
    if (text === known) return
    known = text
    caption(contents)
    told.show(contents.figures ?? [], now())
    const notices = Object.values(contents.notices ?? {})
    notes.replaceChildren(
      ...notices.map((one) => {
        const line = el("li", "", spoken(one, words, now()))
        line.dataset.level = one.level ?? ""
        return line
      }),
    )
    notes.hidden = notices.length === 0
    const table = tableOf(contents, "checklist")
    sync(list, table ? records(table) : [], (one) => one.key, make, write)
  }

  const tick = () => {
    const table = tableOf(given.contents, "checklist")
    if (!table) return
    for (const [place, step] of records(table).entries()) {
      const node = list.children[place]
      if (node && !step.done_at) clock(node, step)
    }
  }
  change(data)
  const timer = setInterval(tick, EVERY_MS)
  return Object.assign(() => undefined, { change, stop: () => clearInterval(timer) })
}
