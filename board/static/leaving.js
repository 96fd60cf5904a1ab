// The way out of a login: a form, so that no page of another host can send it.

import { el } from "./dom.js"

export function leaving(root, data) {
  const form = el("form", "cgc-leaving")
  root.append(form)
  const change = ({ action, label, note }) => {
    form.method = "post"
    form.action = new URL(action, document.baseURI).href
    const button = Object.assign(el("button", "cgc-action", label), { type: "submit" })
    form.replaceChildren(el("small", "", note), button)
  }
  change(data)
  return Object.assign(() => undefined, { change })
}
