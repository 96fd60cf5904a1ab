// One WebSocket per address, shared by all panels of the page. It lets go while nobody
// sees the page, unless somebody hears it, and whoever comes back starts with a full
// picture.

import { records } from "./contents.js"
import { newest } from "./newest.js"

const LOST_AFTER_MS = 6000
const SILENT_MS = 15_000
const SOONEST_MS = 500
const LATEST_MS = 10_000
const KEPT = 80
const channels = new Map()

function open(address) {
  const channel = {
    address,
    state: null,
    all: [],
    places: new Map(),
    listeners: new Map(),
    offset: 0,
    tries: 0,
  }
  channel.heard = channel.since = Date.now()
  channel.timer = setInterval(() => tick(channel), 1000)
  channels.set(address, channel)
  return channel
}

function connect(channel) {
  letGo(channel)
  const address = new URL(channel.address, document.baseURI)
  address.protocol = address.protocol.replace("http", "ws")
  const socket = new WebSocket(address)
  channel.socket = socket
  channel.opened = Date.now()
  socket.onmessage = (event) => receive(channel, JSON.parse(event.data))
  socket.onclose = () => comeBack(channel)
}

function letGo(channel) {
  clearTimeout(channel.waiting)
  channel.waiting = null
  if (!channel.socket) return
  channel.socket.onmessage = channel.socket.onclose = null
  channel.socket.close()
  channel.socket = null
}

// Ever later, and never all pages of a house at once.
function comeBack(channel) {
  letGo(channel)
  const wait = Math.min(SOONEST_MS * 2 ** channel.tries, LATEST_MS)
  channel.tries += 1
  channel.waiting = setTimeout(() => connect(channel), wait * (0.5 + Math.random() / 2))
}

function receive(channel, message) {
  channel.heard = Date.now()
  channel.tries = 0
  channel.offset = message.now - channel.heard
  // What is of a past moment stands still, and nothing more is waited for.
  channel.past = message.is_past ? message.now : null
  document.documentElement.toggleAttribute("data-past", channel.past !== null)
  const items = news(records(message.items), channel.all)
  channel.state = {
    ...channel.state,
    ...message.parts,
    version: message.version,
    items,
  }
  channel.all = merged(items, channel.all)
  const changed = new Set([...Object.keys(message.parts), "items"])
  if (message.places) {
    change(channel, message.places)
    channel.state.places = [...channel.places.values()]
    changed.add("places")
  }
  tell(channel, changed)
}

// The map's places are told by what came and went; with columns they are all told anew.
function change(channel, { columns, rows = [], gone = [] }) {
  if (columns) {
    channel.columns = columns
    channel.places.clear()
  }
  for (const number of gone) channel.places.delete(number)
  const cells = rows.map(([, row]) => row)
  const found = records({ columns: channel.columns, rows: cells })
  for (const [place, [number]] of rows.entries()) {
    channel.places.set(number, found[place])
  }
}

const keyOf = ({ kind, id }) => `${kind} ${id}`

// A full picture repeats items that the page has: what stands as it stood is no news.
function news(items, known) {
  const before = new Map(known.map((item) => [keyOf(item), contentOf(item)]))
  return items.filter((item) => before.get(keyOf(item)) !== contentOf(item))
}

function contentOf(item) {
  return JSON.stringify(item)
}

// What a panel that joins later must know: each item once, as it stands now.
function merged(fresh, before) {
  const known = new Map()
  for (const item of [...fresh, ...before]) {
    if (!known.has(keyOf(item))) known.set(keyOf(item), item)
  }
  const found = [...known.values()].sort((one, other) => other.at - one.at)
  return newest(found, KEPT, ({ severity }) => severity)
}

// A socket whose cable was pulled never says that it is closed.
function isSilent({ socket, heard, opened, past }) {
  return !past && socket && Date.now() - Math.max(heard, opened) > SILENT_MS
}

function isUnseen({ listeners }) {
  const stays = [...listeners.values()].some(({ staysUnseen }) => staysUnseen?.())
  return document.hidden && !stays
}

function tick(channel) {
  if (isUnseen(channel)) return
  if (isSilent(channel)) comeBack(channel)
  if (channel.state) tell(channel, new Set(["clock"]))
}

// Whoever looked away has lost nothing: it counts from when the page is seen again.
function isLost({ heard, since, past }) {
  return !past && Date.now() - Math.max(heard, since) > LOST_AFTER_MS
}

function nowOf({ past, offset }) {
  return past ?? Date.now() + offset
}

function tell(channel, changed) {
  const state = {
    ...channel.state,
    now: nowOf(channel),
    lost: isLost(channel),
    heard: channel.heard + channel.offset,
  }
  for (const listener of channel.listeners.keys()) listener(state, changed)
}

document.addEventListener("visibilitychange", () => see())

// Looks anew at which channels are wanted: a page came or went, or is to be heard.
export function see() {
  for (const channel of channels.values()) {
    if (isUnseen(channel)) letGo(channel)
    else if (!channel.socket) {
      channel.since = Date.now()
      channel.tries = 0
      connect(channel)
    }
  }
}

// Calls listener(state, changed) now and with every push and every second; unseen only
// while some listener's `staysUnseen` says so. `changed` holds the names of the parts that
// are new.
export function subscribe(address, listener, { staysUnseen } = {}) {
  const channel = channels.get(address) ?? open(address)
  channel.listeners.set(listener, { staysUnseen })
  if (!(channel.socket || channel.waiting || isUnseen(channel))) connect(channel)
  if (channel.state) {
    const known = { ...channel.state, items: channel.all }
    const state = { ...known, now: nowOf(channel), lost: false }
    listener(state, new Set([...Object.keys(known), "clock"]))
  }
  return () => {
    channel.listeners.delete(listener)
    if (channel.listeners.size > 0) return
    clearInterval(channel.timer)
    letGo(channel)
    channels.delete(address)
  }
}
