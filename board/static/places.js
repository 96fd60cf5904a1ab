// What the layers of the map are filled with: places by severity, new ones, those with
// several items, and how dark the land is.

const NEW_FOR_MS = 25_000
const SHADED = 215
const DIM = 60
const EVEN = 0.8
const LARGEST = 3
const SUM = 1.6

function mixed([low, high], share) {
  return [0, 1, 2].map((part) =>
    Math.round(low[part] + (high[part] - low[part]) * share),
  )
}

// A place as the layers read it: position, shape, size, ring, own colour, count.
function dotOf(place, { kinds, severities, unknown }, words) {
  const { severity, kind, items, isSum } = place
  return {
    p: [place.longitude, place.latitude],
    t: words[`severity_shape.${severity}`] ?? "○",
    r: Math.min((isSum ? SUM : 1) + Math.log10(items), LARGEST),
    k: kinds[kind] ?? unknown,
    s: severities[severity] ?? unknown,
    n: String(items),
  }
}

function isSame(one, other) {
  return one.length === other.length && one.every((dot, place) => dot === other[place])
}

// Lists that hold what they held stay the same lists: the map then leaves their layers.
function kept(before, after) {
  const names = Object.keys(after)
  const same = names.filter((name) => before[name] && isSame(before[name], after[name]))
  if (same.length === names.length) return before
  return { ...after, ...Object.fromEntries(same.map((name) => [name, before[name]])) }
}

// The colour of a division by what came in; those outside of the scope stay dim.
export function fillOf({ land }, areas) {
  const most = Math.max(1, ...areas.map(({ received }) => received))
  const fills = new Map(
    areas.map(({ code, received }) => [code, mixed(land, (received / most) ** EVEN)]),
  )
  return ({ properties: { code } }) =>
    fills.has(code) ? [...fills.get(code), SHADED] : [...mixed(land, 0), DIM]
}

// Returns feed(places, now, isNew, newFor): dots by the name of what they feed. A place
// that is a sum (`isSum`) has no count written to it.
export function feeder(drawing, words) {
  const dots = new WeakMap()
  const codes = Object.keys(drawing.severities)
  const ordinary = codes.at(-1)
  let feeds = {}
  const dot = (place) => {
    if (!dots.has(place)) dots.set(place, dotOf(place, drawing, words))
    return dots.get(place)
  }
  const bySeverity = (places) => {
    const found = Object.fromEntries(codes.map((code) => [code, []]))
    for (const place of places)
      (found[place.severity] ?? found[ordinary]).push(dot(place))
    return found
  }
  return (places, now, isNew, newFor = NEW_FOR_MS) => {
    const standing = isNew
      ? {
          ...bySeverity(places),
          several: places.filter(({ items, isSum }) => items > 1 && !isSum).map(dot),
        }
      : feeds
    const fresh = places.filter(({ received }) => received > now - newFor).map(dot)
    feeds = kept(feeds, { ...standing, new: fresh })
    return feeds
  }
}
