// The ways out of the board: a purpose, and a button for each system; the board writes
// it down and leads there in a window of its own.

import { el } from "./dom.js"

const LONGEST = "100"

function hidden([name, value]) {
  return Object.assign(el("input"), { type: "hidden", name, value })
}

function button({ way, text }) {
  const node = el("button", "cgc-action", text)
  return Object.assign(node, { type: "submit", name: "way", value: way })
}

export function ways(root, data) {
  const form = el("form", "cgc-ways")
  root.append(form)
  let known = ""
  const change = ({ action, item, ways: listed, label, example, note }) => {
    const next = JSON.stringify([action, item, listed, label])
    if (next === known) return
    known = next
    const purpose = Object.assign(el("input"), {
      name: "reason",
      required: true,
      maxLength: LONGEST,
      placeholder: example,
      autocomplete: "off",
    })
    Object.assign(form, { method: "post", target: "_blank" })
    form.setAttribute("rel", "noopener")
    form.action = new URL(action, document.baseURI).href
    form.replaceChildren(
      ...Object.entries(item).map(hidden),
      el("label", "", label, purpose),
      ...listed.map(button),
      el("small", "", note),
    )
  }
  change(data)
  return Object.assign(() => undefined, { change })
}
