// When a wall goes on to its next division: pure, of what was and what is.

const ACTIVE_MS = 60_000
const RESTING_MS = 10_000
const FRESH_MS = 60_000
const GRAVEST = "01"

// Whether something of the gravest came to a division within the last minute.
export function isHeld(newest, now) {
  return newest.some(({ severity, at }) => severity === GRAVEST && now - at < FRESH_MS)
}

// How long the division has stood, of { isOn, spent, stirredAt }: `spent` is how long the division has stood,
// in milliseconds; it does not count while somebody is there, or while it is held.
export function spentOn(before, { passed, now, held, hidden }) {
  const isActive = now - before.stirredAt < ACTIVE_MS
  const stands = !before.isOn || isActive || held || hidden
  return stands ? before.spent : before.spent + passed
}

export function stateOf({ isOn, stirredAt }, { now, held }) {
  if (!isOn) return "off"
  if (now - stirredAt < ACTIVE_MS) return "paused"
  return held ? "held" : "on"
}

// Nobody needs what can only be used by hand.
export function isResting({ isOn, begunAt, stirredAt }, now) {
  return isOn && now - Math.max(begunAt, stirredAt) > RESTING_MS
}
