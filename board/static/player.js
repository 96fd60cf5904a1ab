// A position that moves with time while it is played: one loop of frames, none while
// nobody sees the page.

const LONGEST_MS = 250

export function player({ last, show }) {
  let position = 0
  let speed = 1
  let isOn = false
  let frame = 0
  let before = null

  function beat(now) {
    // A page that was busy goes on from where it stood.
    const passed = before === null ? 0 : Math.min(now - before, LONGEST_MS)
    before = now
    position = Math.min(position + (passed / 1000) * speed, last)
    if (position === last) isOn = false
    frame = 0
    show(position)
    run()
  }

  function run() {
    if (!isOn || document.hidden) {
      cancelAnimationFrame(frame)
      frame = 0
      before = null
    } else if (!frame) frame = requestAnimationFrame(beat)
  }

  document.addEventListener("visibilitychange", run)
  return {
    get position() {
      return position
    },
    get isOn() {
      return isOn
    },
    // Steps a second.
    pace(given) {
      speed = given
    },
    turn(on) {
      isOn = on
      if (isOn && position === last) position = 0
      show(position)
      run()
    },
    go(to) {
      position = Math.min(Math.max(to, 0), last)
      show(position)
    },
    stop() {
      isOn = false
      run()
      document.removeEventListener("visibilitychange", run)
    },
  }
}
