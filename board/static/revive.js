// After an error that it does not know, Streamlit gives its connection up for good, and
// the page would stand still until somebody reloads it. On a wall that is nobody.

const GIVEN_UP = '[data-test-connection-state="DISCONNECTED_FOREVER"]'
const EVERY_MS = 3000

async function revive() {
  if (!document.querySelector(GIVEN_UP)) return
  const health = new URL("api/health", document.baseURI)
  const answer = await fetch(health, { cache: "no-store" }).catch(() => null)
  if (answer?.ok) document.location.reload()
}

setInterval(revive, EVERY_MS)
