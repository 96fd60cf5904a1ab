// The address of what is filtered, for somebody else: who looks stands in his own.

import { el, say } from "./dom.js"

const TOLD_MS = 2500

export function link(words, query) {
  const copy = el("button", "cgc-action", words["items.link_copy"])
  const shown = el("input", "cgc-field")
  const told = el("span", "cgc-note")
  told.setAttribute("role", "status")
  shown.readOnly = true
  shown.hidden = true
  shown.setAttribute("aria-label", words["items.link"])
  let timer = 0
  const tell = (text) => {
    say(told, text)
    clearTimeout(timer)
    timer = setTimeout(() => say(told, ""), TOLD_MS)
  }
  // A browser that lets nobody write to its clipboard shows what is to be copied.
  const show = () => {
    shown.hidden = false
    shown.select()
  }
  copy.onclick = () => {
    const address = new URL(document.location.href)
    address.search = query()
    shown.value = address.href
    if (!navigator.clipboard) return show()
    navigator.clipboard.writeText(address.href).then(() => {
      shown.hidden = true
      tell(words["items.link_copied"])
    }, show)
  }
  return el("span", "cgc-naming", copy, shown, told)
}
