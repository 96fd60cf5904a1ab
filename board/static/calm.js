// Whether the page is calm: its script at work, a form open over it.

const NAMED = "data-testid"
const FORM = `[${NAMED}=stDialog]`
const STATE = "data-test-script-state"
const RUNNING = `[${STATE}]:not([${STATE}=notRunning])`

export function isRunning() {
  return Boolean(document.querySelector(RUNNING))
}

export function openForm() {
  return document.querySelector(FORM)
}
