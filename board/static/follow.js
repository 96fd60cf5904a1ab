// A panel that goes through divisions with the others of its page: the next one is made
// ready while the present one stands, and all of them change at once.

import { tellIn } from "./definition.js"
import { followed, scoped } from "./divisions.js"
import { subscribe } from "./live.js"

// Its data for another division; addresses of its own division stay as they are, so that
// whoever else listens there shares the connection.
function dataOf(data, scope) {
  if (scope === data.scope) return data
  const address = scoped(data.address, scope)
  const drawing = data.drawing && scoped(data.drawing, scope)
  return { ...data, scope, address, drawing }
}

// As subscribe does for one division; a view makes another one ready with turn(data).
export function follow(data, view) {
  let leave = subscribe(data.address, view)
  const prepare = (scope) => {
    const given = dataOf(data, scope)
    const next = view.turn(given)
    let leaveNext = null
    const shown = new Promise((resolve) => {
      leaveNext = subscribe(given.address, (state, changed) => {
        resolve(next.show(state, changed))
      })
    })
    return {
      ready: Promise.all([shown, next.ready]),
      take() {
        leave()
        leave = leaveNext
        tellIn(given)
        next.take()
      },
      drop() {
        leaveNext()
        next.drop?.()
      },
    }
  }
  const forget = followed(prepare)
  return () => {
    forget()
    leave()
  }
}
