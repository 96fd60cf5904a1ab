// The band on top: whose picture this is, the clock, how old the data is, what is wrong.

import { age, el, fill, say } from "./dom.js"

const ZONE = "Asia/Shanghai"

function formats(lang) {
  const locale = lang === "en" ? "en-GB" : "zh-CN"
  const day = { year: "numeric", month: "long", day: "numeric", weekday: "long" }
  return {
    day: new Intl.DateTimeFormat(locale, { ...day, timeZone: ZONE }),
    time: new Intl.DateTimeFormat("en-GB", {
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
      timeZone: ZONE,
    }),
  }
}

// A link keeps every choice but those it changes. Streamlit changes the address without
// a new page, so what it leads to is written anew with each beat of the clock and when
// it is used.
function link(text, path, changes) {
  const anchor = el("a", "cgc-link", text)
  anchor.target = "_self"
  anchor.aim = () => {
    const query = new URLSearchParams(document.location.search)
    for (const [name, value] of Object.entries(changes)) {
      if (value) query.set(name, value)
      else query.delete(name)
    }
    const { href } = new URL(`${path || "./"}?${query}`, document.baseURI)
    if (anchor.href !== href) anchor.href = href
  }
  anchor.aim()
  anchor.onpointerdown = anchor.onclick = anchor.aim
  return anchor
}

function navigation({ words, lang, theme, page, navigation: pages }) {
  const nav = el("nav", "cgc-nav")
  for (const { name, address, title } of pages) {
    const anchor = link(title, address, {})
    if (name === page) anchor.classList.add("is-here")
    nav.append(anchor)
  }
  const here = pages.find(({ name }) => name === page)?.address
  const other = lang === "en" ? "" : "en"
  const light = theme === "light" ? "" : "light"
  nav.append(
    link(words["nav.language"], here, { lang: other }),
    link(words[`nav.theme.${theme}`], here, { theme: light }),
  )
  nav.aim = () => nav.childNodes.forEach((anchor) => anchor.aim())
  return nav
}

export function topbar(root, data) {
  const { words } = data
  const format = formats(data.lang)
  const badge = el("span", "cgc-badge", words["label.synthetic"])
  const fresh = el("span", "cgc-fresh")
  const total = el("span", "cgc-total")
  const title = el("h1", "cgc-title")
  const day = el("span", "cgc-day")
  const time = el("span", "cgc-time")
  const banner = el("div", "cgc-banner")
  const progress = el("span", "cgc-progress")
  const nav = navigation(data)
  const band = el(
    "header",
    "cgc-band",
    el("div", "cgc-side", badge, fresh, total, progress),
    title,
    el("div", "cgc-side is-right", nav, day, time),
  )
  banner.setAttribute("role", "alert")
  root.append(band, banner)
  return (state) => {
    const { header, now, lost, heard } = state
    nav.aim()
    say(title, header.title)
    say(total, header.total_text)
    say(progress, header.progress)
    progress.hidden = !header.progress
    progress.style.setProperty("--share", header.progress_share)
    badge.hidden = !header.is_synthetic
    say(day, format.day.format(now))
    say(time, format.time.format(now))
    const seconds = header.as_of ? Math.max(0, (now - header.as_of) / 1000) : null
    say(
      fresh,
      seconds === null
        ? words["label.no_data"]
        : fill(words["label.data_age"], { age: age(words, seconds) }),
    )
    fresh.dataset.state = seconds !== null && seconds < 10 ? "live" : "old"
    const since = {
      time: format.time.format(heard),
      age: age(words, (now - heard) / 1000),
    }
    say(banner, lost ? fill(words["live.lost"], since) : header.banner)
    banner.dataset.level = lost ? "bad" : header.banner_level
    banner.hidden = !banner.textContent
  }
}
