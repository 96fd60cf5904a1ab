// Small tools for building pages out of text: data never becomes markup.

export function el(tag, className = "", ...children) {
  const node = document.createElement(tag)
  if (className) node.className = className
  for (const child of children) {
    node.append(child)
  }
  return node
}

export function svg(tag, attributes = {}) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag)
  for (const [name, value] of Object.entries(attributes)) {
    node.setAttribute(name, value)
  }
  return node
}

export function say(node, text) {
  if (node.textContent !== text) node.textContent = text
}

export function fill(template, values) {
  return template.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole)
}

// One node per entry, kept across updates, in the order of the entries.
export function sync(parent, entries, keyOf, make, update) {
  const known = new Map()
  for (const node of parent.children) known.set(node.dataset.key, node)
  let place = parent.firstElementChild
  for (const entry of entries) {
    const key = keyOf(entry)
    let node = known.get(key)
    if (!node) {
      node = make(entry)
      node.dataset.key = key
    }
    known.delete(key)
    if (node === place) place = place.nextElementSibling
    else parent.insertBefore(node, place)
    update(node, entry)
  }
  for (const node of known.values()) node.remove()
}

export function age(words, seconds) {
  const steps = [
    [60, "age.seconds", 1],
    [3600, "age.minutes", 60],
    [86_400, "age.hours", 3600],
    [Number.POSITIVE_INFINITY, "age.days", 86_400],
  ]
  const [, key, size] = steps.find(([limit]) => seconds < limit)
  return fill(words[key], { n: Math.floor(seconds / size) })
}

// A panel with its caption; returns the panel and the body to fill.
export function frame(area, caption, note = "") {
  const body = el("div", "cgc-body")
  const aside = el("span", "cgc-note", note)
  const title = el("h2", "cgc-caption", el("span", "", caption), aside)
  const panel = el("section", `cgc-panel cgc-${area}`, title, body)
  return { panel, body, aside, title: title.firstChild }
}
