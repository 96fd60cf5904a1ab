// What stays in a list of the newest, as picture/newest.py has it: the grave are not
// pushed out by the ordinary.

const GRAVE = new Set(["01", "02"])
const SHARE = 3

// Those of the entries, newest first, that stay; `severityOf` says how grave one is.
export function newest(entries, most, severityOf) {
  const room = Math.floor(most / SHARE)
  const grave = entries.filter((one) => GRAVE.has(severityOf(one))).slice(0, room)
  const held = new Set(grave)
  const others = entries.filter((one) => !held.has(one)).slice(0, most - held.size)
  const staying = new Set([...held, ...others])
  return entries.filter((one) => staying.has(one))
}
