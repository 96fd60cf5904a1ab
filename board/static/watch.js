// Whoever looks at one item hears that something has come about it: the page is asked
// for anew by itself, unless somebody fills in a form just now, who is told instead.

import { heedTouches, isAwaited, isRunning, openForm } from "./calm.js"
import { el } from "./dom.js"

const SOON_MS = 1000
const SETTLED_MS = 300
// A machine that is short of breath paints late what the script has written.
const PAINTED_MS = 1500
const SHEET = "[role=dialog]"

// A page that was asked for before the board knew of any batch names no store.
function isLater(one, other) {
  const isSame = !other.store || one.store === other.store
  return one.batch > (isSame ? other.batch : 0)
}

export function watch(root, data, send) {
  const { words } = data
  const refresh = el("button", "cgc-action", words["live.refresh"])
  const note = el("div", "cgc-changed", el("span", "", words["live.changed"]), refresh)
  note.setAttribute("role", "status")
  note.hidden = true
  root.append(note)
  let given = data
  // Batches count anew in a store that was built anew.
  let newest = { store: data.store, batch: 0 }
  let asked = newest
  let socket = null
  let waiting = 0
  let looking = 0
  let restAt = 0

  const ask = () => {
    asked = newest
    note.hidden = true
    send.go(`${newest.store} ${newest.batch}`)
  }
  // What this viewer does himself is on its way to his screen while the script runs, and
  // for a moment after it has ended.
  const look = () => {
    const seen = { store: given.store, batch: given.seen }
    const isBehind = isLater(newest, seen) && isLater(newest, asked)
    const form = openForm()
    if (isRunning()) restAt = Date.now() + PAINTED_MS
    const isReady = isBehind && Date.now() >= restAt
    const isFree = !(isAwaited() || form)
    note.hidden = !(isReady && form)
    // All that is outside of a form that is open cannot be clicked.
    const place = form?.querySelector(SHEET) ?? root
    if (note.parentNode !== place) place.append(note)
    if (isReady && isFree) ask()
    else if (isBehind) again(SETTLED_MS)
  }
  const again = (after) => {
    clearTimeout(looking)
    looking = setTimeout(look, after)
  }
  const letGo = () => {
    clearTimeout(waiting)
    if (!socket) return
    socket.onmessage = socket.onclose = null
    socket.close()
    socket = null
  }
  const connect = () => {
    letGo()
    if (document.hidden) return
    const address = new URL(given.watch, document.baseURI)
    address.protocol = address.protocol.replace("http", "ws")
    socket = new WebSocket(address)
    socket.onmessage = (event) => {
      newest = JSON.parse(event.data)
      restAt = Date.now() + SETTLED_MS
      again(SETTLED_MS)
    }
    socket.onclose = () => {
      waiting = setTimeout(connect, SOON_MS * (1 + 4 * Math.random()))
    }
  }
  const change = (next) => {
    const isOther = next.watch !== given.watch
    given = next
    if (isOther) {
      newest = asked = { store: given.store, batch: 0 }
      connect()
    }
    look()
  }
  refresh.onclick = ask
  document.addEventListener("visibilitychange", connect)
  heedTouches()
  connect()
  const stop = () => {
    document.removeEventListener("visibilitychange", connect)
    clearTimeout(looking)
    note.remove()
    letGo()
  }
  return Object.assign(look, { change, stop })
}
