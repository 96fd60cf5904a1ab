// The divisions that a page goes through: what stands now, and what comes next, made ready
// before its time by all that follow.

const followers = new Set()
let shown = null

// Calls prepare(code) for each division that comes next: { ready, take, drop }.
export function followed(prepare) {
  followers.add(prepare)
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

// The next division, made ready ahead of its time; `go` has it take its place as soon as
// all of it is there.
export function coming() {
  let next = null
  const drop = () => {
    for (const one of next?.parts ?? []) one.drop()
    next = null
  }
  const prepare = (scope) => {
    if (next?.scope === scope) return
    drop()
    const parts = [...followers].map((one) => one(scope))
    next = { scope, parts, ready: Promise.all(parts.map(({ ready }) => ready)) }
    next.ready.catch(() => undefined)
  }
  const go = async (scope) => {
    prepare(scope)
    const wanted = next
    const isReady = await wanted.ready.then(
      () => true,
      () => false,
    )
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
  const stop = () => {
    drop()
    shown = null
  }
  return { prepare, go, drop, stop }
}
