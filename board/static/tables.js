// Tables of the operations page: partitions, refused messages, alarms, key figures.

import { age, el, frame, say, sync } from "./dom.js"

function table(columns, words) {
  const head = el("tr", "")
  for (const name of columns)
    head.append(el("th", "", words[`label.col.${name}`] ?? ""))
  const body = el("tbody", "")
  return { node: el("table", "cgc-table", el("thead", "", head), body), body }
}

function cells(names) {
  return () => {
    const row = el("tr", "")
    for (const name of names) {
      const cell = el("td", "")
      cell.dataset.column = name
      row.append(cell)
    }
    return row
  }
}

function write(names) {
  return (row, entry) => {
    for (const [place, name] of names.entries()) say(row.children[place], entry[name])
  }
}

export function partitions(root, { words }) {
  const shown = [
    "name",
    "partition",
    "epoch",
    "position",
    "end",
    "lag",
    "rate",
    "stamp",
    "last",
  ]
  const heads = [
    "topic",
    "partition",
    "epoch",
    "position",
    "end",
    "lag",
    "rate",
    "stamp",
    "last",
  ]
  const { panel, body, aside } = frame("partitions", words["label.partitions"])
  const { node, body: rows } = table(heads, words)
  aside.textContent = words["label.partitions_note"]
  body.append(node)
  root.append(panel)
  const fill = write(shown)
  return (state, changed) => {
    if (!changed.has("partitions")) return
    sync(
      rows,
      state.partitions,
      (one) => one.key,
      cells(shown),
      (row, entry) => {
        fill(row, entry)
        row.classList.toggle("is-behind", entry.behind)
        row.firstChild.title = entry.topic
      },
    )
  }
}

export function rejects(root, { words }, send) {
  const shown = ["time", "topic", "place", "reason", "detail", "payload"]
  const { panel, body, aside } = frame("rejects", words["label.rejects"])
  const { node, body: rows } = table([...shown, ""], words)
  const empty = el("p", "cgc-empty", words["label.rejects_empty"])
  aside.textContent = words["label.rejects_note"]
  body.append(node, empty)
  root.append(panel)
  const fill = write(shown)
  const make = (entry) => {
    const row = cells(shown)()
    const button = el("button", "cgc-action", words["label.resend"])
    button.type = "button"
    button.onclick = () => send.go(entry.key)
    const never = el("span", "cgc-faint", words["label.no_resend"])
    row.append(el("td", "", entry.may_resend ? button : never))
    row.dataset.place = entry.place
    return row
  }
  return (state, changed) => {
    if (!changed.has("rejects")) return
    sync(
      rows,
      state.rejects,
      (one) => one.key,
      make,
      (row, entry) => {
        fill(row, entry)
        row.children[4].title = entry.raw
        row.children[5].title = entry.payload
      },
    )
    empty.hidden = state.rejects.length > 0
    node.hidden = !empty.hidden
  }
}

export function alarms(root, { words }) {
  const { panel, body } = frame("alarms", words["label.alarms"])
  const list = el("ol", "cgc-alarms")
  const empty = el("p", "cgc-empty", words["label.alarms_empty"])
  body.append(list, empty)
  root.append(panel)
  const make = () => el("li", "", el("time", ""), el("b", ""), el("span", ""))
  return (state, changed) => {
    if (!changed.has("alarms")) return
    sync(
      list,
      state.alarms,
      (one) => one.key,
      make,
      (row, entry) => {
        const [time, name, detail] = row.children
        say(time, entry.time)
        say(name, entry.name)
        say(detail, entry.detail)
        detail.title = entry.raw
      },
    )
    empty.hidden = state.alarms.length > 0
    list.hidden = !empty.hidden
  }
}

export function summary(root, { words }) {
  const list = el("dl", "cgc-summary")
  root.append(list)
  const make = () =>
    el("div", "", el("dt", ""), el("dd", "", el("b", ""), el("span", "")))
  return (state, changed) => {
    if (changed.has("summary")) {
      sync(
        list,
        state.summary,
        (one) => one.name,
        make,
        (node, one) => {
          const [value, unit] = node.lastChild.children
          node.dataset.level = one.level
          node.dataset.at = one.at ?? ""
          say(node.firstChild, one.name)
          if (one.at === null) say(value, one.value)
          say(unit, one.unit)
        },
      )
    }
    for (const node of list.children) {
      if (!node.dataset.at) continue
      const seconds = Math.max(0, (state.now - Number(node.dataset.at)) / 1000)
      say(node.lastChild.firstChild, age(words, seconds))
    }
  }
}
