// A page that nobody sits at has to come back by itself, and on a wall nobody reloads.
// Streamlit gives its connection up for good after an error that it does not know, and a
// connection that comes back to another board, or after its session was forgotten, stands
// on a script that has not run: clicks would have no receiver. Then the page is loaded
// anew, and so it is if a board that answers leaves it cut for two of Streamlit's tries.
// Where the login is over it leads to the login at once.
// One script that did not come leaves every panel empty, and no browser asks for it again:
// then too, later each time, since what is not there may never come.

const GIVEN_UP = "DISCONNECTED_FOREVER"
const CONNECTED = "CONNECTED"
const EVERY_MS = 3000
const PATIENCE_MS = 30_000
// Streamlit forgets a session 120 s after its connection was cut.
const REMEMBERED_MS = 60_000
const STATE = "data-test-connection-state"
const LAME_AT = "cgc-lame"
const LAME_MS = [1000, 5000, 20_000, 60_000]
const FORGOTTEN_MS = 600_000
const ANSWERED_MS = 10_000
const SHUT = 401
const RENEWED_MS = 1000
const loadedFrom = running()
let cutSince = null
let answeringSince = null

async function revive() {
  notice()
  if (cutSince === null && !window.cgcIsLame) return
  const run = await running()
  if (run === null) answeringSince = null
  else if (isLameForLong() || (await isShut()) || (await isOld(run)))
    document.location.reload()
}

// Remembers each time that it says so.
function isLameForLong() {
  if (!window.cgcIsLame) return false
  const [times, at] = JSON.parse(window.sessionStorage.getItem(LAME_AT) ?? "[0, 0]")
  const before = Date.now() - at < FORGOTTEN_MS ? times : 0
  if (performance.now() < LAME_MS[Math.min(before, LAME_MS.length - 1)]) return false
  window.sessionStorage.setItem(LAME_AT, JSON.stringify([before + 1, Date.now()]))
  return true
}

// Also what lasts less than a turn, or happens while nobody sees the page.
function notice() {
  const state = connection()
  if (state !== undefined && state !== CONNECTED) cutSince ??= Date.now()
}

// Whether the page was cut, and this run of the board will not hear it.
async function isOld(run) {
  if (cutSince === null) return false
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

// Whether the board wants a login that this page has no more. One that is renewed in the
// moment of the question has its new cookie in the next.
async function isShut() {
  if (cutSince === null || !(await isRefused())) return false
  await new Promise((done) => setTimeout(done, RENEWED_MS))
  return isRefused()
}

async function isRefused() {
  return (await asked("api/session"))?.status === SHUT
}

function connection() {
  return document.querySelector(`[${STATE}]`)?.getAttribute(STATE)
}

// Which run of the board answers; null while none does.
async function running() {
  const answer = await asked("api/health")
  return answer?.ok ? (await answer.json()).run : null
}

// Nobody comes back by waiting for an answer that never comes.
function asked(path) {
  const address = new URL(path, document.baseURI)
  const signal = AbortSignal.timeout(ANSWERED_MS)
  return fetch(address, { cache: "no-store", signal }).catch(() => null)
}

new MutationObserver(notice).observe(document, {
  attributeFilter: [STATE],
  subtree: true,
})
// One turn after the other: an answer that takes long must not be taken twice.
const again = () => setTimeout(() => revive().finally(again), EVERY_MS)
again()
