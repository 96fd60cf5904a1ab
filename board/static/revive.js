// A page that nobody sits at has to come back by itself, and on a wall nobody reloads.
// Streamlit gives its connection up for good after an error that it does not know, and a
// connection that comes back to another board, or after its session was forgotten, stands
// on a script that has not run: clicks would have no receiver. Then the page is loaded
// anew, and so it is if a board that answers leaves it cut for two of Streamlit's tries.

const GIVEN_UP = "DISCONNECTED_FOREVER"
const CONNECTED = "CONNECTED"
const EVERY_MS = 3000
const PATIENCE_MS = 30_000
// Streamlit forgets a session 120 s after its connection was cut.
const REMEMBERED_MS = 60_000
const STATE = "data-test-connection-state"
const loadedFrom = running()
let cutSince = null
let answeringSince = null

async function revive() {
  notice()
  if (cutSince === null) return
  const run = await running()
  if (run === null) answeringSince = null
  else if (await isOld(run)) document.location.reload()
}

// Also what lasts less than a turn, or happens while nobody sees the page.
function notice() {
  const state = connection()
  if (state !== undefined && state !== CONNECTED) cutSince ??= Date.now()
}

// Whether the page was cut, and this run of the board will not hear it.
async function isOld(run) {
  const isForgotten =
    Date.now() - cutSince > REMEMBERED_MS || run !== (await loadedFrom)
  const state = connection()
  if (state === CONNECTED) {
    cutSince = answeringSince = null
    return isForgotten
  }
  answeringSince ??= Date.now()
  return state === GIVEN_UP || Date.now() - answeringSince > PATIENCE_MS
}

function connection() {
  return document.querySelector(`[${STATE}]`)?.getAttribute(STATE)
}

// Which run of the board answers; null while none does.
async function running() {
  const health = new URL("api/health", document.baseURI)
  const answer = await fetch(health, { cache: "no-store" }).catch(() => null)
  return answer?.ok ? (await answer.json()).run : null
}

new MutationObserver(notice).observe(document, {
  attributeFilter: [STATE],
  subtree: true,
})
// One turn after the other: an answer that takes long must not be taken twice.
const again = () => setTimeout(() => revive().finally(again), EVERY_MS)
again()
