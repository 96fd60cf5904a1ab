// Whether the script of the page is at work just now.

const STATE = "data-test-script-state"
const RUNNING = `[${STATE}]:not([${STATE}=notRunning])`

export function isRunning() {
  return Boolean(document.querySelector(RUNNING))
}
