// What there is to choose of the sound: its volume, and a test that asks whether it was
// heard; the answer is written down where somebody is on duty.

import { action, el, say } from "./dom.js"
import { fill } from "./format.js"
import { choose, hearing, onChosen, volumes } from "./hearing.js"
import { play, reasons, wake } from "./tones.js"

const PATIENCE_MS = 1000
const waited = (span) => new Promise((resolve) => setTimeout(resolve, span))

function loudness(words) {
  const steps = volumes.map((volume) => {
    const node = action(words[`sound.volume.${volume}`], () => choose({ volume }))
    return { node, volume }
  })
  const group = el("div", "cgc-sound-line", el("b", "", words["sound.volume"]))
  group.setAttribute("role", "group")
  group.append(...steps.map(({ node }) => node))
  const show = () => {
    for (const { node, volume } of steps) {
      node.setAttribute("aria-pressed", String(volume === hearing().volume))
    }
  }
  show()
  return { group, show }
}

function test({ words, sound: { may_test: mayTest } }, { send, show }) {
  const told = el("span", "cgc-sound-test")
  const answer = (isHeard) => () => {
    asking.hidden = true
    say(told, words["sound.test.sent"])
    send.tested(isHeard ? "heard" : "unheard")
  }
  const asking = el(
    "span",
    "cgc-sound-asking",
    action(words["sound.test.heard"], answer(true)),
    action(words["sound.test.unheard"], answer(false)),
  )
  asking.hidden = true
  const present = (reason) => {
    say(told, fill(words["sound.test.playing"], { name: words[`sound.${reason}`] }))
    return play(reason, hearing().volume)
  }
  const run = async () => {
    begin.disabled = true
    asking.hidden = true
    const awake = Promise.race([wake(show), waited(PATIENCE_MS)])
    // One after the other.
    await reasons.reduce((before, reason) => before.then(() => present(reason)), awake)
    begin.disabled = false
    say(told, words[mayTest ? "sound.test.ask" : "sound.test.over"])
    asking.hidden = !mayTest
  }
  const begin = action(words["sound.test"], run)
  return el("div", "cgc-sound-line", begin, told, asking)
}

// A box that opens below the switch; `show` is called when the browser lets tones be.
export function soundChoices(data, { send, show }) {
  const { words } = data
  const volume = loudness(words)
  const node = el("div", "cgc-sound-choices", volume.group)
  node.append(test(data, { send, show }), el("b", "", words["sound.list"]))
  node.stop = onChosen(volume.show)
  return node
}
