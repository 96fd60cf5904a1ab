// What sounded on this page and when, and what was acknowledged: kept until its window is
// closed, for a page that was loaded anew goes on.

const PLACE = "cgc-heard"
const KEPT = 10

const NOTHING = { lines: [], acknowledged: [], told: [], toldAt: 0 }

function read() {
  try {
    return { ...NOTHING, ...JSON.parse(window.sessionStorage.getItem(PLACE)) }
  } catch (fault) {
    // What is there is none of ours.
    if (fault instanceof SyntaxError) return NOTHING
    throw fault
  }
}

let noted = read()

function keep(changes) {
  noted = { ...noted, ...changes }
  window.sessionStorage.setItem(PLACE, JSON.stringify(noted))
}

export function notes() {
  return noted
}

// A line is { at, reason, counts, names, lang, isMute }; the newest comes first.
export function note(line) {
  keep({ lines: [line, ...noted.lines].slice(0, KEPT) })
}

// What of a standstill a page that is loaded anew must know: the keys of what somebody
// knows of and of what has sounded, and when.
export function remember({ acknowledged, told, last }) {
  const known = {
    acknowledged: [...acknowledged],
    told: [...told],
    toldAt: last.still ?? 0,
  }
  const isSame = Object.entries(known).every(
    ([name, value]) => JSON.stringify(value) === JSON.stringify(noted[name]),
  )
  if (!isSame) keep(known)
}
