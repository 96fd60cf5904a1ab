// How values are written: the rules of look/formats.py, in the browser. `words` are the
// reader's, `now` is epoch milliseconds.

const NOTHING = "—"
const LEVEL = "–"
const NUMBERS = {
  count: { factor: 1, decimals: 0, suffix: "" },
  rank: { factor: 1, decimals: 0, suffix: "" },
  decimal: { factor: 1, decimals: 1, suffix: "" },
  share: { factor: 100, decimals: 1, suffix: "%" },
  per_1000: { factor: 1000, decimals: 2, suffix: "" },
  per_10000: { factor: 10_000, decimals: 1, suffix: "" },
  degrees: { factor: 1, decimals: 5, suffix: "" },
}
const STEPS = [
  { limit: 60, unit: "seconds", size: 1 },
  { limit: 3600, unit: "minutes", size: 60 },
  { limit: 86_400, unit: "hours", size: 3600 },
  { limit: Number.POSITIVE_INFINITY, unit: "days", size: 86_400 },
]
const SHANGHAI_MS = 8 * 3_600_000
const THOUSANDS = /\B(?=(\d{3})+$)/g
const ANYTHING = /[1-9]/
const OPEN = /\{(\w+)\}/g

const WRITERS = {
  text: String,
  code: String,
  flag: (value, words) => (value ? words["flag.yes"] : words["flag.no"]),
  places: (value) => {
    if (value === 0) return LEVEL
    return `${value > 0 ? "↑" : "↓"}${number(Math.abs(value), "count")}`
  },
  // The difference of two shares is no share: in percentage points, with its sign.
  points: (value, words) => {
    const points = number(value * 100, "decimal")
    const isMore = value > 0 && ANYTHING.test(points)
    return fill(words["points.text"], { n: isMore ? `+${points}` : points })
  },
  moment: (value, _words, now) => {
    const { year, month, day, time } = local(value)
    if (year === local(now).year) return `${month}-${day} ${time}`
    return `${year}-${month}-${day} ${time.slice(0, 5)}`
  },
  time: (value) => local(value).time,
  today: (value, words) => {
    const { year, month, day, weekday } = local(value)
    return fill(words["today.text"], {
      year,
      month: words[`month.${Number(month)}`],
      day: Number(day),
      weekday: words[`weekday.${weekday}`],
    })
  },
  day: (value) => value.slice(5),
  date: String,
  hour: (value) => String(value).padStart(2, "0"),
  age: (value, words, now) => {
    const seconds = Math.max(0, (now - value) / 1000)
    const { unit, size } = unitOf(seconds)
    return fill(words[`age.${unit}`], {
      n: number(Math.floor(seconds / size), "count"),
    })
  },
  duration: (value, words) => {
    const { unit, size } = unitOf(value)
    return fill(words[`duration.${unit}`], { n: number(value / size, "decimal") })
  },
}

function unitOf(seconds) {
  return STEPS.find(({ limit }) => seconds < limit)
}

function local(value) {
  const moment = new Date(value + SHANGHAI_MS)
  const [date, time] = moment.toISOString().split("T")
  const [year, month, day] = date.split("-")
  return { year, month, day, weekday: moment.getUTCDay() || 7, time: time.slice(0, 8) }
}

// Rounded as a person rounds: half a step goes away from zero.
function number(value, form) {
  const { factor, decimals, suffix } = NUMBERS[form]
  const [whole, rest] = Math.abs(value * factor)
    .toFixed(decimals)
    .split(".")
  const digits = whole.replace(THOUSANDS, ",") + (rest ? `.${rest}` : "")
  return `${value < 0 && ANYTHING.test(digits) ? "-" : ""}${digits}${suffix}`
}

function without({ numerator, denominator }) {
  if (!denominator || numerator === undefined || numerator === null) return NOTHING
  return `${number(numerator, "count")}/${number(denominator, "count")}`
}

// A share of the base, its sign as an arrow; both counts where they are few.
function change({ value, numerator, denominator }, words) {
  if (!denominator || numerator === undefined || numerator === null) return NOTHING
  if (value === null) {
    const [base, now] = [denominator, numerator].map((one) => number(one, "count"))
    return fill(words["change.count"], { base, count: now })
  }
  const arrow = ["▼", "＝", "▲"][1 + Math.sign(numerator - denominator)]
  return arrow + number(Math.abs(value), "share")
}

export function fill(template, values) {
  return template.replace(OPEN, (whole, name) => values[name] ?? whole)
}

// A value as the reader sees it; the two counts where they are few, "—" for none.
export function written(said, words, now) {
  const { value, form = "text" } = said
  if (form === "change") return change(said, words)
  if (value === null) return without(said)
  return form in NUMBERS ? number(value, form) : WRITERS[form](value, words, now)
}

// A sentence with all its values written.
export function spoken({ text, values = {} }, words, now) {
  const texts = {}
  for (const [name, one] of Object.entries(values)) {
    texts[name] = written(one, words, now)
  }
  return fill(text, texts)
}

// In what an axis up to so much counts: its name, and how many of the value's own it is.
export function axisUnitOf(form, most, words) {
  if (form !== "duration") return { name: "", size: 1 }
  const { unit, size } = unitOf(most)
  return { name: fill(words[`duration.${unit}`], { n: "" }).trim(), size }
}
