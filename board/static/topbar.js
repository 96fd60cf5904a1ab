// The band on top: whose picture this is, the clock, how old the data is, what is wrong.

import { carousel } from "./carousel.js"
import { figureOf } from "./contents.js"
import { defines } from "./defined.js"
import { leaving } from "./divisions.js"
import { el, say } from "./dom.js"
import { finding } from "./find.js"
import { fill, spoken, written } from "./format.js"
import { helpButton } from "./help.js"
import { leaving as leave } from "./leaving.js"
import { sound } from "./sound.js"
import { todoBadge } from "./todo.js"

const FRESH_MS = 10_000
const EXPORT = "export"
const PLAYBACK = "playback"
const NOTICES = "notices"

// A link keeps every choice but those it changes. Streamlit changes the address without
// a new page, so what it leads to is written anew with each beat of the clock and when
// it is used.
function link(text, path, changes) {
  const anchor = el("a", "cgc-link", text)
  anchor.target = "_self"
  anchor.aim = () => {
    const query = leaving(path)
    for (const [name, value] of Object.entries(changes)) {
      if (value) query.set(name, value)
      else query.delete(name)
    }
    const { href } = new URL(`${path || "./"}?${query}`, document.baseURI)
    if (anchor.href !== href) anchor.href = href
  }
  anchor.aim()
  anchor.onpointerdown = anchor.onclick = anchor.aim
  return anchor
}

function navigation(data) {
  const { words, lang, theme, page, navigation: pages, of } = data
  let asked = data.taken
  const nav = el("nav", "cgc-nav")
  // What is taken away is what is on the screen when it is clicked: a working page stands
  // as it was asked for.
  const taken = { of: of || page, version: asked || 0 }
  const onScreen = page === EXPORT ? {} : taken
  // A window that was played is no choice for another page, nor for the next one.
  const played = page === PLAYBACK ? { until: "", cursor: "", hours: "" } : {}
  for (const { name, address, title } of pages) {
    const changes = name === EXPORT ? onScreen : { ...played, of: "", version: "" }
    const anchor = link(title, address, changes)
    anchor.dataset.page = name
    if (name === page) anchor.classList.add("is-here")
    nav.append(anchor)
  }
  const here = pages.find(({ name }) => name === page)?.address
  const other = lang === "en" ? "" : "en"
  const light = theme === "light" ? "" : "light"
  nav.append(
    link(words["nav.language"], here, { lang: other }),
    link(words[`nav.theme.${theme}`], here, { theme: light }),
    helpButton(data),
  )
  nav.aim = (version) => {
    if (!asked) taken.version = version
    for (const anchor of nav.childNodes) anchor.aim?.()
  }
  nav.take = (number, whose) => {
    if (!number && taken.of === whose) return
    asked = number
    taken.of = whose
    taken.version = number || 0
  }
  return nav
}

// How many urgent notices nobody signed for, and the way to them for who may go there.
function urging({ words, navigation: pages, scope }) {
  const there = pages.find(({ name }) => name === NOTICES)
  const node = there ? link("", there.address, { scope }) : el("span", "")
  node.className = "cgc-urgent"
  const show = (notice, now) => {
    const text = notice ? spoken(notice, words, now) : ""
    say(node, text)
    node.hidden = !text
    node.aim?.()
  }
  return { node, show }
}

// The way out where no seat stands on the page: behind a name, since one click on a wall
// is soon made.
function wayOut({ login }) {
  const box = el("div", "cgc-way-out-box")
  leave(box, login)
  const node = el("details", "cgc-login", el("summary", "", login.shown), box)
  return { node, stop: () => undefined }
}

// What a live page has beside: its sound, and on the wall the turning through divisions
// and the way out.
function besides(data, send) {
  const found = []
  if (data.sound) found.push(sound(data, send))
  if (data.carousel) found.push(carousel(data))
  if (data.login) found.push(wayOut(data))
  return found
}

export function topbar(root, data, send) {
  const { words, page } = data
  const beside = besides(data, send)
  const side = el("div", "cgc-beside", ...beside.map(({ node }) => node))
  side.hidden = beside.length === 0
  const badge = el("span", "cgc-badge", words["label.synthetic"])
  const outside = el("span", "cgc-badge is-outside", data.outside)
  outside.hidden = !data.outside
  const fresh = el("span", "cgc-fresh")
  const total = el("span", "cgc-total")
  const title = el("h1", "cgc-title")
  const day = el("span", "cgc-day")
  const time = el("span", "cgc-time")
  const banner = el("div", "cgc-banner")
  const progress = el("span", "cgc-progress")
  const urgent = urging(data)
  const nav = navigation(data)
  const find = finding(data)
  // As the links beside it, which are aimed anew with each beat.
  find.button.aim = () => undefined
  nav.prepend(find.button)
  const { beat, due } = todoBadge(nav, data)
  const told = [badge, outside, fresh, total, progress, urgent.node]
  const band = el(
    "header",
    "cgc-band",
    el("div", "cgc-side", ...told, due, side),
    title,
    el("div", "cgc-side is-right", nav, day, time),
  )
  banner.setAttribute("role", "alert")
  root.append(band, banner, find.over)
  const write = (value, form, now) => written({ value, form }, words, now)
  const lostNotice = ({ heard, now }) => ({
    level: "bad",
    text: words["live.lost"],
    values: {
      time: { value: heard, form: "time" },
      age: { value: Math.min(heard, now), form: "age" },
    },
  })
  const change = ({ taken, of }) => nav.take(taken, of || page)
  const show = (state) => {
    const { header, now, lost } = state
    for (const one of beside) one.show?.(state)
    const { notices } = header
    const asOf = figureOf(header, "as_of")
    const ageText = written(asOf, words, now)
    const isFresh = asOf.value !== null && now - asOf.value < FRESH_MS
    nav.aim(state.version)
    beat(now)
    say(title, header.title)
    say(total, spoken(notices.total, words, now))
    defines(total, figureOf(header, "received_case").indicator)
    say(progress, spoken(notices.progress, words, now))
    progress.hidden = !progress.textContent
    urgent.show(notices.urgent, now)
    progress.style.setProperty("--share", figureOf(header, "progress").value)
    badge.hidden = !figureOf(header, "synthetic").value
    say(day, write(now, "today", now))
    say(time, write(now, "time", now))
    const isKnown = asOf.value !== null
    const age = { age: ageText }
    say(fresh, isKnown ? fill(words["label.data_age"], age) : words["label.no_data"])
    fresh.dataset.state = isFresh ? "live" : "old"
    const notice = lost ? lostNotice(state) : notices.banner
    say(banner, spoken(notice, words, now))
    banner.dataset.level = notice.level ?? ""
    banner.hidden = !banner.textContent
  }
  const stop = () => {
    for (const one of [...beside, find]) one.stop()
  }
  return Object.assign(show, { change, stop })
}
