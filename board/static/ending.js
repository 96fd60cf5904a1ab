// Before a login ends every page says so, and lets it go on by the password without
// leaving the page: what is open, a form half written too, stays as it is.
// The bar stands at the foot, where the page makes room for it without moving, or over
// the head while somebody writes at the foot.

import { el, say } from "./dom.js"
import { fill } from "./format.js"

const ADDRESS = "api/session"
const SELDOM_MS = 60_000
const OFTEN_MS = 5000
const BEAT_MS = 1000
const SAID_MS = 4000
const ANSWERED_MS = 10_000
const MINUTE_MS = 60_000
const KNOWN = 200
const NOTHING = 204
const TOLD = "data-ending"
// What happens in the bar is nothing to a dialog of the page: it would close, or take
// the cursor back.
const OWN = ["pointerdown", "mousedown", "touchstart", "click", "keydown", "keyup"]
const CHANNEL = "cgc-ending"

const others = new BroadcastChannel(CHANNEL)
let login = null
let askedAt = Number.NEGATIVE_INFINITY
let saidUntil = 0
let bar = null
let beating = null

function address() {
  const given = new URLSearchParams(document.location.search)
  const query = new URLSearchParams()
  for (const name of ["lang", "theme"]) {
    if (given.has(name)) query.set(name, given.get(name))
  }
  return new URL(`${ADDRESS}?${query}`, document.baseURI)
}

function asked(more = {}) {
  const signal = AbortSignal.timeout(ANSWERED_MS)
  return fetch(address(), { cache: "no-store", signal, ...more }).catch(() => null)
}

async function ask() {
  askedAt = Date.now()
  const answer = await asked()
  if (answer?.status === NOTHING) clearInterval(beating)
  if (answer?.status === KNOWN) take(await answer.json())
}

function take(told) {
  const { left_s: left, warned_s: warned } = told
  const now = Date.now()
  login = {
    ...told,
    endsAt: left === null ? Number.POSITIVE_INFINITY : now + left * 1000,
    warnedMs: warned * 1000,
  }
  askedAt = now
  show()
}

function beat() {
  const isNear = login && left() < login.warnedMs
  const every = isNear ? OFTEN_MS : SELDOM_MS
  if (!document.hidden && Date.now() - askedAt >= every) ask()
  if (login) show()
}

function left() {
  return login.endsAt - Date.now()
}

function show() {
  const isSoon = left() < login.warnedMs
  if (!isSoon && Date.now() >= saidUntil) {
    putAway()
    return
  }
  bar ??= made()
  bar.write(isSoon ? soon() : login.words["ending.renewed"], isSoon)
}

function soon() {
  const n = Math.floor(left() / MINUTE_MS)
  return fill(login.words[n < 1 ? "ending.now" : "ending.soon"], { n })
}

function putAway() {
  if (!bar) return
  bar.node.remove()
  bar = null
  document.documentElement.removeAttribute(TOLD)
}

function made() {
  const { words, name, longest, elsewhere } = login
  const told = el("p", "")
  told.setAttribute("role", "status")
  const refused = el("p", "is-refused")
  refused.setAttribute("role", "alert")
  const named = elsewhere ? "ending.go_on_elsewhere" : "ending.go_on"
  const onward = el("button", "", words[named])
  const password = Object.assign(el("input"), {
    type: "password",
    autocomplete: "current-password",
    maxLength: longest,
    required: true,
  })
  const confirm = el("button", "", words["ending.confirm"])
  confirm.type = "submit"
  const away = el("button", "is-quiet", words["ending.put_away"])
  const label = el("label", "", fill(words["ending.password"], { name }), password)
  const form = el("form", "", label, confirm, away)
  const node = el("aside", "cgc-ending", told, onward, form, refused)
  // Streamlit's dialogs leave alone what bears this.
  node.dataset.reactAriaTopLayer = "true"
  const open = (isOpen) => {
    form.hidden = !isOpen
    onward.hidden = isOpen
    password.value = ""
    say(refused, "")
    if (isOpen) password.focus()
  }
  onward.onclick = () => (elsewhere ? leadTo(elsewhere) : open(true))
  away.onclick = () => open(false)
  form.onsubmit = (event) => {
    event.preventDefault()
    renew(password, confirm, refused)
  }
  for (const event of OWN) node.addEventListener(event, (one) => one.stopPropagation())
  open(false)
  document.body.append(node)
  place(node)
  const write = (text, isSoon) => {
    say(told, text)
    node.classList.toggle("is-good", !isSoon)
    if (!isSoon) {
      form.hidden = onward.hidden = true
      say(refused, "")
    } else if (form.hidden) onward.hidden = false
  }
  return { node, write }
}

// This page stays as it is, and asks anew as soon as somebody is back at it.
function leadTo(elsewhere) {
  window.open(new URL(elsewhere, document.baseURI), "_blank", "noopener")
}

async function renew(password, button, refused) {
  button.disabled = true
  const answer = await asked({
    method: "POST",
    body: new URLSearchParams({ password: password.value }),
  })
  button.disabled = false
  password.value = ""
  const isAnswered = answer?.headers.get("content-type")?.includes("json")
  const told = isAnswered ? await answer.json() : null
  if (answer?.status === KNOWN) {
    saidUntil = Date.now() + SAID_MS
    take(told)
    others.postMessage("renewed")
    return
  }
  say(refused, told?.said ?? login.words["ending.lost"])
  password.focus()
}

// Nobody writes under the bar: where the cursor is at the foot it stands over the head.
function place(node) {
  const { height } = node.getBoundingClientRect()
  const active = document.activeElement
  const isWriting = active && active !== document.body && !node.contains(active)
  const { bottom = 0 } = isWriting ? active.getBoundingClientRect() : {}
  const isBelow = bottom > window.innerHeight - height
  document.documentElement.setAttribute(TOLD, isBelow ? "top" : "foot")
}

others.onmessage = () => ask()
document.addEventListener("visibilitychange", () => {
  if (!document.hidden && beating !== null) ask()
})
document.addEventListener("focusin", () => {
  if (bar && !bar.node.contains(document.activeElement)) place(bar.node)
})
beating = setInterval(beat, BEAT_MS)
ask()
