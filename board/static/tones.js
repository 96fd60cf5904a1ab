// Tones that a browser makes by itself, one for each reason, never two over each other.

// Each note: its pitch in hertz, when it begins and how long it lasts, in seconds.
const TONES = {
  grave: {
    wave: "square",
    gain: 0.5,
    notes: [0, 0.2, 0.4, 0.8, 1, 1.2].map((at, place) => [
      [784, 988, 1319][place % 3],
      at,
      0.17,
    ]),
  },
  serious: {
    wave: "triangle",
    gain: 0.7,
    notes: [
      [659, 0, 0.16],
      [880, 0.2, 0.24],
    ],
  },
  line: { wave: "sine", gain: 0.6, notes: [[1047, 0, 0.14]] },
  still: {
    wave: "sawtooth",
    gain: 0.4,
    notes: [
      [330, 0, 0.35],
      [247, 0.4, 0.35],
      [330, 0.8, 0.35],
      [247, 1.2, 0.55],
    ],
  },
}
const LOUD = { 1: 0.15, 2: 0.45, 3: 1 }
const APART_S = 0.25
const EDGE_S = 0.015
let context = null
let freeAt = 0

function started() {
  context ??= new AudioContext()
  return context
}

// A note swells and fades for a moment, or it would click.
function sound(audio, { wave, gain }, [pitch, at, length], begin, loud) {
  const note = new OscillatorNode(audio, { type: wave, frequency: pitch })
  const level = new GainNode(audio, { gain: 0 })
  const [start, end] = [begin + at, begin + at + length]
  level.gain.setValueAtTime(0, start)
  level.gain.linearRampToValueAtTime(gain * loud, start + EDGE_S)
  level.gain.setValueAtTime(gain * loud, end - EDGE_S)
  level.gain.linearRampToValueAtTime(0, end)
  note.connect(level).connect(audio.destination)
  note.start(start)
  note.stop(end)
  return new Promise((resolve) => {
    note.onended = resolve
  })
}

export const reasons = Object.keys(TONES)

// Whether tones can be heard now: a browser lets no page sound before it was clicked.
export function isAwake() {
  return context?.state === "running"
}

// Has the browser let this page sound; `listener` hears of each change. Settles when it
// does, which may be never.
export function wake(listener) {
  const audio = started()
  audio.onstatechange = listener
  return audio.resume()
}

// Plays the tone of a reason once the one before is over; volume from 1 to 3. Settles
// when it is over. What could not be heard is not made up for.
export async function play(reason, volume) {
  if (!isAwake()) return
  const tone = TONES[reason]
  const begin = Math.max(context.currentTime, freeAt)
  const lasts = Math.max(...tone.notes.map(([, at, length]) => at + length))
  freeAt = begin + lasts + APART_S
  const notes = tone.notes.map((note) =>
    sound(context, tone, note, begin, LOUD[volume]),
  )
  await Promise.all(notes)
}
