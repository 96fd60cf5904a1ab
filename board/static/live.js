// One EventSource per address, shared by all panels of the page.

import { records } from "./contents.js"

const LOST_AFTER_MS = 6000
const SILENT_MS = 15_000
const KEPT = 80
const channels = new Map()

function open(address) {
  const channel = { state: null, listeners: new Set(), heard: Date.now(), offset: 0 }
  listen(channel, address)
  channel.timer = setInterval(() => tick(channel, address), 1000)
  channels.set(address, channel)
  return channel
}

function listen(channel, address) {
  channel.source?.close()
  channel.opened = Date.now()
  channel.source = new EventSource(address)
  channel.source.onmessage = (event) => receive(channel, JSON.parse(event.data))
}

function receive(channel, message) {
  channel.heard = Date.now()
  channel.offset = message.now - channel.heard
  const items = message.items ? records(message.items) : []
  channel.state = {
    ...channel.state,
    ...message.parts,
    version: message.version,
    items,
  }
  channel.all = merged(items, channel.all ?? [])
  tell(channel, new Set([...Object.keys(message.parts), "items"]))
}

// What a panel that joins later must know: each item once, as it stands now.
function merged(fresh, before) {
  const known = new Map()
  for (const item of [...fresh, ...before]) {
    const key = `${item.kind} ${item.id}`
    if (!known.has(key)) known.set(key, item)
  }
  return [...known.values()].slice(0, KEPT)
}

// By itself a browser comes back to a server that it saw go; not to one that answered an
// error, as a proxy does while the board starts, nor to one whose cable was pulled.
function isCutOff({ source, heard, opened }) {
  const silent = Date.now() - Math.max(heard, opened)
  return source.readyState === EventSource.CLOSED || silent > SILENT_MS
}

function tick(channel, address) {
  if (isCutOff(channel)) listen(channel, address)
  if (channel.state) tell(channel, new Set(["clock"]))
}

function tell(channel, changed) {
  const now = Date.now()
  const state = {
    ...channel.state,
    now: now + channel.offset,
    lost: now - channel.heard > LOST_AFTER_MS,
    heard: channel.heard + channel.offset,
  }
  for (const listener of channel.listeners) listener(state, changed)
}

// Calls listener(state, changed) now and with every push and every second.
// `changed` holds the names of the parts that are new.
export function subscribe(address, listener) {
  const channel = channels.get(address) ?? open(address)
  channel.listeners.add(listener)
  if (channel.state) {
    const known = { ...channel.state, items: channel.all }
    const state = { ...known, now: Date.now() + channel.offset, lost: false }
    listener(state, new Set([...Object.keys(known), "clock"]))
  }
  return () => {
    channel.listeners.delete(listener)
    if (channel.listeners.size > 0) return
    clearInterval(channel.timer)
    channel.source.close()
    channels.delete(address)
  }
}
