// What a page sounds for: decided from what was pushed and what was known before, with
// no clock and no page of its own.

const REASONS = { "01": "grave", "02": "serious" }
const OTHER = "line"
// The graver comes first.
const ORDER = ["grave", "serious", OTHER]
const AT_MOST_EVERY_MS = { grave: 5000, serious: 10_000, [OTHER]: 10_000 }
const KNOWN = 1000
const STILL = "still"
const FEED = "feed "
const AGAIN_MS = 60_000
const NEXT_MS = 10_000

const reasonOf = ({ severity }) => REASONS[severity] ?? OTHER
const rankOf = (severity) => ORDER.indexOf(reasonOf({ severity }))

// Those that were not there before, or were less grave; at first all are old, and so is
// what comes into a list that leaves some out when another one goes.
function freshOf({ known, oldest }, newest) {
  if (!known) return []
  return newest.filter(({ key, severity, at }) => {
    const before = known.get(key)
    return before === undefined ? at >= oldest : rankOf(severity) < rankOf(before)
  })
}

function counted(counts, fresh) {
  const sums = { ...counts }
  for (const one of fresh) sums[reasonOf(one)] = (sums[reasonOf(one)] ?? 0) + 1
  return sums
}

const isOver = (at, now, span) => at === undefined || now - at >= span

// All that came sounds once, by the gravest; what came too soon after waits. A picture that
// lacks what came before is none to begin with.
function arrivedIn(before, { newest, isKnown, isWhole, now }) {
  const { known: heard, oldest: since, counts: waiting, last: at } = before
  if (!(heard || isKnown))
    return { known: heard, oldest: since, counts: waiting, last: at, sounds: [] }
  const counts = counted(before.counts, freshOf(before, newest))
  const found = newest.map(({ key, severity }) => [key, severity])
  const known = new Map([...(before.known ?? []), ...found].slice(-KNOWN))
  const oldest = isWhole ? 0 : Math.min(...newest.map(({ at }) => at))
  const reason = ORDER.find((one) => counts[one])
  const isDue = reason && isOver(before.last[reason], now, AT_MOST_EVERY_MS[reason])
  if (!isDue) return { known, oldest, counts, last: before.last, sounds: [] }
  const last = { ...before.last }
  for (const one of Object.keys(counts)) last[one] = now
  return { known, oldest, counts: {}, last, sounds: [{ reason, counts, at: now }] }
}

// Those keys that stand still as before; of a feed that is not known while the picture is
// behind.
function goingOn(before, standing, isJudged) {
  const keys = new Set(standing.map(({ key }) => key))
  const isUnknown = (key) => key.startsWith(FEED) && !isJudged
  return new Set([...before].filter((key) => keys.has(key) || isUnknown(key)))
}

function stillIn(before, { standstill, isJudged, now }) {
  const acknowledged = goingOn(before.acknowledged, standstill, isJudged)
  const told = goingOn(before.told, standstill, isJudged)
  const open = standstill.filter(({ key }) => !acknowledged.has(key))
  const isNew = open.some(({ key }) => !told.has(key))
  const span = isNew ? NEXT_MS : AGAIN_MS
  const isDue = open.length > 0 && isOver(before.last[STILL], now, span)
  if (isDue) for (const { key } of open) told.add(key)
  const sound = { reason: STILL, names: open.map(({ name }) => name), at: now }
  return { acknowledged, told, standing: open, sounds: isDue ? [sound] : [] }
}

// Who knows nothing yet, but for what stood still on the page before: the keys of what was
// acknowledged and of what has sounded, and when.
export function unheard({ acknowledged = [], told = [], toldAt = 0 } = {}) {
  return {
    known: null,
    oldest: 0,
    counts: {},
    last: toldAt ? { [STILL]: toldAt } : {},
    acknowledged: new Set(acknowledged),
    told: new Set(told),
    standing: [],
  }
}

// What sounds now, and what is known from then on. `newest` are the newest items (key,
// severity, at), all that there are if it `isWhole`, of a picture that has what came before
// if it `isKnown`; `standstill` is what stands still (key, name), `isJudged` whether silent
// feeds could be told; `now` is epoch milliseconds.
export function sounding(before, pushed) {
  const { sounds: loud, ...arrived } = arrivedIn(before, pushed)
  const { sounds: dull, ...still } = stillIn(before, pushed)
  const last = { ...arrived.last, ...(dull.length > 0 && { [STILL]: pushed.now }) }
  return { sounds: [...loud, ...dull], after: { ...arrived, ...still, last } }
}

// Whoever says that he knows hears no more of what stands still now.
export function acknowledge(before) {
  const keys = before.standing.map(({ key }) => key)
  return {
    ...before,
    acknowledged: new Set([...before.acknowledged, ...keys]),
    standing: [],
  }
}

// So long is a connection gone before that is told.
export const LOST_FOR_MS = 15_000
