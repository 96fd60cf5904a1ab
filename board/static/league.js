// Divisions in order of what came in today; a click goes down into one.

import { el, frame, say, sync } from "./dom.js"

const DIRECTIONS = ["down", "same", "up"]
const ARROWS = { up: "↑", down: "↓" }

function row(send) {
  return () => {
    const button = el(
      "button",
      "cgc-rank",
      el("span", "cgc-rank-place"),
      el("span", "cgc-rank-moved"),
      el("span", "cgc-rank-name", el("b", ""), el("small", "")),
      el("span", "cgc-bar-track is-split"),
      el("b", "cgc-rank-count"),
      el("span", "cgc-rank-open"),
    )
    button.type = "button"
    const node = el("li", "", button)
    button.onclick = () => send.go(node.dataset.division)
    return node
  }
}

function moved(node, places) {
  const direction = DIRECTIONS[1 + Math.sign(places)]
  say(node, places ? `${ARROWS[direction]}${Math.abs(places)}` : "–")
  node.dataset.direction = direction
}

function write(node, entry, here) {
  const [place, change, name, track, count, open] = node.firstChild.children
  node.dataset.division = entry.code
  node.classList.toggle("is-here", entry.code === here)
  say(place, String(entry.rank))
  moved(change, entry.moved)
  say(name.firstChild, entry.name)
  say(name.lastChild, entry.above)
  track.style.width = ""
  const parts = entry.severities.filter((part) => part.count)
  sync(
    track,
    parts,
    (p) => p.severity,
    () => el("i", ""),
    (piece, part) => {
      piece.dataset.severity = part.severity
      piece.style.width = `${(part.share * entry.share * 100).toFixed(2)}%`
    },
  )
  say(count, entry.received.toLocaleString("en"))
  say(open, entry.open.toLocaleString("en"))
}

export function league(root, data, send) {
  const { words, part } = data
  const { panel, body, aside, title } = frame(part, "")
  aside.textContent = words["label.league_note"]
  const list = el("ol", "cgc-ranks")
  const empty = el("p", "cgc-empty", words["label.no_children"])
  body.append(list, empty)
  root.append(panel)
  return (state, changed) => {
    if (!changed.has(part)) return
    const { tier } = state.header
    say(title, words[`label.${part}.${tier}`] ?? words[`label.${part}`])
    sync(
      list,
      state[part],
      (entry) => entry.code,
      row(send),
      (node, entry) => write(node, entry, data.scope),
    )
    empty.hidden = state[part].length > 0
  }
}
