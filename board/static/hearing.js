// Whether this browser wants to hear a page, and how loud: its own choice, kept by it.

const PLACE = "cgc-sound"
const LOUDNESS = [1, 2, 3]
const MIDDLE = 2
const listeners = new Set()

function read() {
  try {
    const { isOn, volume } = JSON.parse(window.localStorage.getItem(PLACE)) ?? {}
    return { isOn: isOn === true, volume: LOUDNESS.includes(volume) ? volume : MIDDLE }
  } catch (fault) {
    // What is there is none of ours.
    if (fault instanceof SyntaxError) return { isOn: false, volume: MIDDLE }
    throw fault
  }
}

let chosen = read()

function tell() {
  for (const listener of listeners) listener(chosen)
}

window.addEventListener("storage", ({ key }) => {
  if (key !== PLACE) return
  chosen = read()
  tell()
})

export const volumes = LOUDNESS

// How it is chosen: whether it is on, and the volume from 1 to 3.
export function hearing() {
  return chosen
}

export function choose(changes) {
  chosen = { ...chosen, ...changes }
  window.localStorage.setItem(PLACE, JSON.stringify(chosen))
  tell()
}

// Calls the listener whenever it is chosen otherwise, also in another tab.
export function onChosen(listener) {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
