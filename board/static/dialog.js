// A dialog over the page that no push touches.

import { el } from "./dom.js"

// Its body is one box that fills it; `name` is the id of its heading.
export function overPage(className, name) {
  const node = el("dialog", `cgc-root ${className}`)
  node.setAttribute("aria-labelledby", name)
  // The box fills the dialog: what is clicked beside it is the dialog itself. A handler
  // that answers false would keep a link from leading anywhere.
  node.onclick = ({ target }) => {
    if (target === node) node.close()
  }
  document.body.append(node)
  return node
}
