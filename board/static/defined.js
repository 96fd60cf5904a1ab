// Nodes that show a figure of the dictionary: they open what it means, by mouse and by
// keyboard, and stay where and what they are.

const known = new WeakMap()
const ROLE = { role: "button", tabindex: "0", "aria-haspopup": "dialog" }

function forget(node) {
  if (!known.delete(node)) return
  delete node.dataset.indicator
  for (const name of [...Object.keys(ROLE), "aria-label"]) node.removeAttribute(name)
}

// `value` has the figure as it is written, `label` is what it is called there, `aside`
// what stands beside it, `cell` the counts it stands on, `items` which of those that its
// entry counts it is of (kind, period …; null: none that can be listed; `indicator` where
// another entry lists them). Without a key it opens nothing.
export function defines(
  node,
  key,
  { value = node, label, aside, cell, items = {} } = {},
) {
  if (!key) {
    forget(node)
    return
  }
  known.set(node, { value, label, aside, cell, items })
  if (node.dataset.indicator !== key) {
    node.dataset.indicator = key
    for (const [name, text] of Object.entries(ROLE)) node.setAttribute(name, text)
  }
  if (label) node.setAttribute("aria-label", `${label} ${value.textContent}`)
}

export function toldOf(node) {
  return known.get(node)
}
