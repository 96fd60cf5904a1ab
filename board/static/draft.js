// A form that is being filled in, kept in this tab of the browser alone: a reload, or a
// board that was started anew, finds it again. Once it was sent it is forgotten.

const SOON_MS = 150
const BEFORE = ["keydown", "pointerdown", "beforeinput"]
const EVENTS = ["input", "change", "keyup", "click"]
const PLACE = "cgc-draft "
const CHANGED = "cgc-draft-changed"
const forgotten = new Set()
let given = null
let send = () => undefined
let untouched = ""
let isTouched = false
let told = ""
let timer = 0

function nodeOf(key) {
  return document.querySelector(`.st-key-${key} :is(input, textarea)`)
}

function shown() {
  const values = {}
  for (const [field, key] of Object.entries(given.fields)) {
    const node = nodeOf(key)
    if (node) values[field] = node.value
  }
  return { ...values, ...given.more }
}

// The fields of a new form come after this. Who has a keyboard starts in the first one,
// unless he is somewhere already.
function begin(token) {
  if (token !== given.token || !document.querySelector(".cgc-draft")) return
  const nodes = Object.values(given.fields).map(nodeOf)
  if (nodes.includes(null)) {
    requestAnimationFrame(() => begin(token))
    return
  }
  untouched = JSON.stringify(shown())
  isTouched = false
  const isFree = document.activeElement === document.body
  if (isFree && matchMedia("(pointer: fine)").matches) nodes[0].focus()
}

function place() {
  return `${PLACE}${given.about}`
}

function read() {
  return JSON.parse(window.sessionStorage.getItem(place()) ?? "null")
}

// A form that is no longer there has nothing to say: what it said last stays.
function isThere() {
  return (
    document.querySelector(".cgc-draft") && Object.values(given.fields).some(nodeOf)
  )
}

function keep() {
  if (!given) return
  const isOver = given.token === given.done || forgotten.has(given.token)
  if (!isTouched || isOver || !isThere()) return
  const values = shown()
  if (JSON.stringify(values) === untouched) return
  const { token, kind, about } = given
  const draft = { token, kind, about, values, at: Date.now() }
  window.sessionStorage.setItem(place(), JSON.stringify(draft))
  document.dispatchEvent(new Event(CHANGED))
}

// What a form holds at first comes into its fields little by little: before somebody
// does something, all that stands there is the form's own.
function touch() {
  if (!untouched || isTouched) return
  isTouched = true
  untouched = JSON.stringify(shown())
}

function later() {
  clearTimeout(timer)
  timer = setTimeout(keep, SOON_MS)
}

// What waits in the browser belongs to a form that was sent, to this one, or to one of a
// session that is gone: then this session takes it over.
function settle() {
  const draft = read()
  if (!draft) return
  if (draft.token === given.done) window.sessionStorage.removeItem(place())
  else if (draft.token !== given.token && draft.token !== told) {
    told = draft.token
    send(JSON.stringify(draft))
  }
}

for (const name of BEFORE) document.addEventListener(name, touch, true)
for (const name of EVENTS) document.addEventListener(name, later, true)
window.addEventListener("pagehide", keep)

// It was sent: nothing of it is kept any more.
export function forget(token) {
  forgotten.add(token)
}

export function mount({ data, setTriggerValue }) {
  const isNew = data.token !== given?.token
  given = data
  send = (draft) => setTriggerValue("found", draft)
  if (isNew) {
    clearTimeout(timer)
    untouched = ""
    isTouched = false
    begin(data.token)
  }
  // What is chosen comes from the board, after the click that chose it.
  else if (isTouched) later()
  settle()
}

export { CHANGED, PLACE }
