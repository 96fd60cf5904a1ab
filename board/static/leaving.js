// The way out of a login: a form, so that no page of another host can send it. And the
// way to another password.

import { el } from "./dom.js"

export function leaving(root, data) {
  const form = el("form", "cgc-leaving")
  root.append(form)
  const change = ({ action, label, note, change: other, changing }) => {
    form.method = "post"
    form.action = new URL(action, document.baseURI).href
    const button = Object.assign(el("button", "cgc-action", label), { type: "submit" })
    const way = el("a", "cgc-link", changing)
    way.href = new URL(other, document.baseURI).href
    way.target = "_self"
    form.replaceChildren(el("small", "", note), ...(changing ? [way] : []), button)
  }
  change(data)
  return Object.assign(() => undefined, { change })
}
