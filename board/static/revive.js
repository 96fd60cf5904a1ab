// A page that nobody sits at has to come back by itself. Streamlit gives its connection
// up for good after an error that it does not know, and on a wall nobody reloads. Whatever
// else may keep it from a board that answers: it has two of its own tries, then the page
// is loaded anew.

const GIVEN_UP = "DISCONNECTED_FOREVER"
const CONNECTED = "CONNECTED"
const EVERY_MS = 3000
const PATIENCE_MS = 30_000
let answeringSince = null

async function revive() {
  const state = connection()
  const isCut = state !== undefined && state !== CONNECTED
  answeringSince = isCut ? await answering() : null
  if (answeringSince === null) return
  const waited = Date.now() - answeringSince
  if (state === GIVEN_UP || waited > PATIENCE_MS) document.location.reload()
}

function connection() {
  const shown = document.querySelector("[data-test-connection-state]")
  return shown?.dataset.testConnectionState
}

// Since when the board answers this page, which is not connected; null while it does not.
async function answering() {
  const health = new URL("api/health", document.baseURI)
  const answer = await fetch(health, { cache: "no-store" }).catch(() => null)
  return answer?.ok ? (answeringSince ?? Date.now()) : null
}

setInterval(revive, EVERY_MS)
