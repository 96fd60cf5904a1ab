// What sounded on this page and when, and what was acknowledged: kept until its window is
// closed, for a page that was loaded anew goes on.

const PLACE = "cgc-heard"
const KEPT = 10

function read() {
  try {
    const { lines = [], acknowledged = [] } =
      JSON.parse(window.sessionStorage.getItem(PLACE)) ?? {}
    return { lines, acknowledged }
  } catch (fault) {
    // What is there is none of ours.
    if (fault instanceof SyntaxError) return { lines: [], acknowledged: [] }
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

// A line is { at, text, reason, isMute }; the newest comes first.
export function note(line) {
  keep({ lines: [line, ...noted.lines].slice(0, KEPT) })
}

export function remember(acknowledged) {
  if (acknowledged.size === noted.acknowledged.length) return
  keep({ acknowledged: [...acknowledged] })
}
