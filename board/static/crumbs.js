// The way from the city down to here; every step leads back up.

import { el, say, sync } from "./dom.js"

// Tells Streamlit how much room the map has, so that it can choose its zoom.
function watchMap(send) {
  let told = ""
  const tell = ([entry]) => {
    const { width, height } = entry.contentRect
    const size = [Math.round(width), Math.round(height)]
    if (!(width && height) || String(size) === told) return
    told = String(size)
    send.state("frame", size)
  }
  const observer = new ResizeObserver(tell)
  const find = setInterval(() => {
    const map = document.querySelector(".st-key-district_map")
    if (!map) return
    clearInterval(find)
    observer.observe(map)
  }, 200)
  const disconnect = () => {
    clearInterval(find)
    observer.disconnect()
  }
  return { disconnect }
}

export function crumbs(root, _data, send) {
  const path = el("ol", "cgc-path")
  const center = el("h1", "cgc-center")
  const below = el("span", "cgc-faint")
  root.append(el("div", "cgc-crumbs", path, center, below))
  const measured = watchMap(send)
  const make = () => {
    const button = el("button", "", el("small", ""), el("span", ""))
    const node = el("li", "", button)
    button.type = "button"
    button.onclick = () => send.go(node.dataset.division)
    return node
  }
  const show = (state, changed) => {
    if (!changed.has("crumbs")) return
    say(center, state.crumbs.center)
    say(below, state.crumbs.below)
    sync(
      path,
      state.crumbs.path,
      (one) => one.code,
      make,
      (node, one) => {
        node.dataset.division = one.code
        say(node.firstChild.firstChild, one.tier)
        say(node.firstChild.lastChild, one.name)
      },
    )
  }
  show.stop = () => measured.disconnect()
  return show
}
