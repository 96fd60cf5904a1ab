// The divisions that a page goes through: what stands now, and what comes next, made ready
// before its time by all that follow.

const followers = new Set()
let shown = null
let next = null

function readyOf({ parts }) {
  const ready = Promise.all(parts.map((one) => one.ready))
  ready.catch(() => undefined)
  return ready
}

// Whoever follows later is waited for as well.
function settled(coming) {
  const { ready } = coming
  return ready.then(() => ready === coming.ready || settled(coming))
}

// Calls prepare(code) for each division that comes next: { ready, take, drop }.
export function followed(prepare) {
  followers.add(prepare)
  if (next) {
    next.parts.push(prepare(next.scope))
    next.ready = readyOf(next)
  } else if (shown) {
    const part = prepare(shown)
    part.ready.then(part.take)
  }
  return () => followers.delete(prepare)
}

// An address with another division in it.
export function scoped(address, scope) {
  const [path, query] = address.split("?")
  const said = new URLSearchParams(query)
  said.set("scope", scope)
  return `${path}?${said}`
}

// What a link to another page says: the division that stands there, and of the turning
// nothing. One that stays keeps all of it.
export function leaving(path) {
  const query = new URLSearchParams(document.location.search)
  if (path && shown) {
    query.set("scope", shown)
    query.delete("carousel")
    query.delete("through")
  }
  return query
}

// Nothing comes next.
export function drop() {
  for (const one of next?.parts ?? []) one.drop()
  next = null
}

// Has the division made ready that comes next.
export function prepare(scope) {
  if (next?.scope === scope) return
  drop()
  next = { scope, parts: [...followers].map((one) => one(scope)) }
  next.ready = readyOf(next)
}

// Has a division take the place of the present one as soon as all of it is there; settles
// with whether it has: another may have been asked for meanwhile, or something not come.
export async function go(scope) {
  prepare(scope)
  const wanted = next
  const isReady = await settled(wanted).catch(() => false)
  if (next !== wanted) return false
  if (!isReady) {
    drop()
    return false
  }
  next = null
  shown = scope
  for (const one of wanted.parts) one.take()
  return true
}

export function leave() {
  drop()
  shown = null
}
