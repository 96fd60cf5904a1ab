// Whether the page is calm: its script at work, a form open over it, somebody's click on
// its way.

const NAMED = "data-testid"
const FORM = `[${NAMED}=stDialog]`
const STATE = "data-test-script-state"
const RUNNING = `[${STATE}]:not([${STATE}=notRunning])`

const TOUCHES = ["click", "keydown", "change"]
// So long a click may be on its way to a busy board before the script runs for it.
const ON_ITS_WAY_MS = 10_000

let touchedAt = Number.NEGATIVE_INFINITY

function touch(event) {
  // What the page does by itself is nobody's click.
  if (event.isTrusted) touchedAt = performance.now()
}

// Called by whoever asks whether the page is calm; as often as one likes.
export function heedTouches() {
  for (const name of TOUCHES) document.addEventListener(name, touch, true)
}

export function isRunning() {
  return Boolean(document.querySelector(RUNNING))
}

// The script that a second run meets is ended, and with it the form that it would have
// opened: nothing asks by itself while the script runs or is about to for somebody.
export function isAwaited() {
  const isAtWork = isRunning()
  if (isAtWork) touchedAt = Number.NEGATIVE_INFINITY
  return isAtWork || performance.now() - touchedAt < ON_ITS_WAY_MS
}

export function openForm() {
  return document.querySelector(FORM)
}
