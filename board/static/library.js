// Libraries that our wheels bring and the board serves: loaded once, when first wanted.

import { el } from "./dom.js"

const loading = new Map()

function loaded(address) {
  return new Promise((resolve, reject) => {
    const script = el("script")
    script.src = new URL(address, document.baseURI).href
    script.onload = resolve
    script.onerror = () => {
      script.remove()
      loading.delete(address)
      reject(new Error(`${address} did not load`))
    }
    document.head.append(script)
  })
}

// What the library at this address puts on the window; a failure is tried again.
export async function library(address, name) {
  if (!loading.has(address)) loading.set(address, loaded(address))
  await loading.get(address)
  return window[name]
}
