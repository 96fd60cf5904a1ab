// Following: on an item's page the two buttons and one's own reminders of it, on 待办 all
// that one follows. Only who looks is shown it.

import { records, tableOf } from "./contents.js"
import { action, el, frame } from "./dom.js"
import { fill, spoken, written } from "./format.js"
import { addressOf } from "./links.js"
import { asking, once, opener, reminder } from "./remind.js"
import { askAnew } from "./todo.js"

const teller = (send) => (act) => send.go(JSON.stringify(act))

// Whoever writes a note keeps it while the page is asked for anew.
function unlessKnown(show, pick) {
  let known = ""
  return (given) => {
    const next = JSON.stringify(pick(given))
    if (next === known) return
    known = next
    show(given)
    askAnew()
  }
}

function link(text, one, address, words) {
  if (!address) return el("span", "", text)
  const anchor = el("a", "cgc-pick", text)
  const aim = { href: addressOf(address, one), target: "_self" }
  return Object.assign(anchor, aim, { title: words["items.open_one"] })
}

// An item that is followed, as one line: what it is, what came last, what limits it.
function watched(words, given, one, tell) {
  const { link: address, now } = given
  const node = el("li", "cgc-watched")
  Object.assign(node.dataset, { severity: one.grade, due: one.level, id: one.id })
  const write = (value, form) => written({ value, form }, words, now)
  const isNew = Boolean(one.is_new)
  const dot = el("i", isNew ? "cgc-new" : "")
  if (isNew) dot.setAttribute("aria-label", words["follow.new"])
  if (isNew) dot.setAttribute("role", "img")
  dot.title = isNew ? words["follow.new"] : ""
  const isSeen = Boolean(one.is_seen)
  const number = link(one.case_number, one, isSeen && address, words)
  const shape = words[`severity_shape.${one.grade}`] ?? ""
  const what = el("span", "cgc-watched-what", `${shape} ${one.what}`.trim())
  const title = el("span", "cgc-watched-title", one.title)
  const at = one.at === null ? "" : write(one.at, "moment")
  const last = [one.last, one.who, at].filter(Boolean).join(" · ")
  const end = el("span", "cgc-watched-end", one.status)
  if (one.due_at !== null) {
    const until = fill(words["follow.until"], { at: write(one.due_at, "moment") })
    end.append(el("span", "cgc-watched-until", until))
  }
  if (one.other_id) {
    const other = { kind: one.other_kind, id: one.other_id }
    end.append(
      link(
        fill(words["follow.merged"], { n: one.other_number }),
        other,
        address,
        words,
      ),
    )
  }
  const drop = action(words["follow.unfollow"], () =>
    once(node, tell)({ act: "unfollow", kind: one.kind, id: one.id }),
  )
  drop.classList.add("is-quiet")
  const label = fill(words["follow.of"], {
    what: drop.textContent,
    at: one.case_number,
  })
  drop.setAttribute("aria-label", label)
  const told = el("span", "cgc-watched-last", last)
  node.append(dot, el("span", "cgc-watched-name", number, what, title), told, end, drop)
  return node
}

function part(name, words, make) {
  const { panel, body, caption } = frame(name)
  panel.classList.add("cgc-sheet")
  const notes = el("ul", "cgc-sentences")
  const list = el("ul", `cgc-${name}`)
  body.append(notes, list)
  const show = (contents, given) => {
    caption(contents)
    const { more, ...others } = contents.notices ?? {}
    const lines = Object.values(others).map((one) => spoken(one, words, given.now))
    notes.replaceChildren(...lines.map((text) => el("li", "", text)))
    notes.hidden = lines.length === 0
    const rows = records(tableOf(contents, name))
    list.replaceChildren(...rows.map((one) => make(one, given)))
    list.hidden = rows.length === 0
  }
  return { panel, show }
}

export function following(root, data, send) {
  const { words } = data
  const node = el("section", "cgc-following")
  node.setAttribute("aria-label", words["follow.title"])
  root.append(node)
  const show = (given) => {
    const { item, is_followed: isFollowed, contents, now } = given
    const tell = once(node, teller(send))
    const act = isFollowed ? "unfollow" : "follow"
    const mark = action(words[isFollowed ? "follow.followed" : "follow.follow"], () =>
      tell({ act, ...item }),
    )
    mark.setAttribute("aria-pressed", String(isFollowed))
    mark.title = words[isFollowed ? "follow.unfollow" : "follow.follow_why"]
    mark.prepend(el("i", "", isFollowed ? "★" : "☆"))
    const line = asking(words, given, true, ({ when, note }) =>
      tell({ act: "remind", when, note, ...item }),
    )
    const table = tableOf(contents, "reminders")
    const list = el("ul", "cgc-reminders")
    for (const one of records(table))
      list.append(reminder(words, given, one, now, teller(send)))
    list.hidden = !list.childElementCount
    const acts = el("span", "cgc-acts", mark, opener(words["follow.remind"], line))
    node.replaceChildren(acts, line, list)
  }
  const change = unlessKnown(show, (given) => [
    given.item,
    given.is_followed,
    given.contents,
    given.times,
  ])
  change(data)
  return Object.assign(() => undefined, { change })
}

export function followed(root, data, send) {
  const { words } = data
  const tell = teller(send)
  const due = part("reminders", words, (one, given) => {
    const name = link(one.case_number, one, one.is_seen && given.link, words)
    return reminder(words, given, one, given.now, tell, name)
  })
  const all = part("followed", words, (one, given) => watched(words, given, one, tell))
  root.append(el("div", "cgc-own", due.panel, all.panel))
  const show = (given) => {
    due.show(given.reminders, given)
    all.show(given.followed, given)
    const isQuiet = given.reminders.tables[0].rows.length === 0
    due.panel.hidden = isQuiet
  }
  const change = unlessKnown(show, (given) => [
    given.reminders,
    given.followed,
    given.times,
    given.link,
  ])
  change(data)
  // What comes due while the page stands open says so.
  const isDue = ({ now }) => {
    const at = now + performance.now() - shownAt
    const rows = records(tableOf(given.reminders, "reminders"))
    return rows.filter((one) => one.due_at <= at).length
  }
  let given = data
  let shownAt = performance.now()
  let dueNow = isDue(data)
  const timer = setInterval(() => {
    const n = isDue(given)
    if (n === dueNow) return
    dueNow = n
    const isWriting = root.contains(document.activeElement)
    const now = given.now + performance.now() - shownAt
    if (!isWriting) due.show(given.reminders, { ...given, now })
    askAnew()
  }, 5000)
  const changed = (next) => {
    given = next
    shownAt = performance.now()
    dueNow = isDue(next)
    change(next)
  }
  return Object.assign(() => undefined, {
    change: changed,
    stop: () => clearInterval(timer),
  })
}
