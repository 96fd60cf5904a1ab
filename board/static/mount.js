// What Streamlit calls: puts one named panel into its place and keeps it alive.

import { alerts } from "./alerts.js"
import { arrived } from "./arrived.js"
import { bars } from "./bars.js"
import { calendar } from "./calendar.js"
import { cards } from "./cards.js"
import { checklist } from "./checklist.js"
import { counts } from "./counts.js"
import { crossed } from "./crossed.js"
import { crumbs } from "./crumbs.js"
import { tellIn } from "./definition.js"
import { figure } from "./figure.js"
import { flood } from "./flood.js"
import { follow } from "./follow.js"
import { followed, following } from "./following.js"
import { found } from "./found.js"
import { hot } from "./hot.js"
import { indicators } from "./indicators.js"
import { items } from "./items.js"
import { league } from "./league.js"
import { leaving } from "./leaving.js"
import { subscribe } from "./live.js"
import { map } from "./map.js"
import { operations } from "./operations.js"
import { playback } from "./playback.js"
import "./print.js"
import { sheet } from "./sheet.js"
import { shelf } from "./shelf.js"
import { steps } from "./steps.js"
import {
  alarms,
  hubs,
  listing,
  partitions,
  rejects,
  signers,
  summary,
} from "./tables.js"
import { targets } from "./targets.js"
import { tiles } from "./tiles.js"
import { topbar } from "./topbar.js"
import { wall } from "./wall.js"
import { watch } from "./watch.js"
import { ways } from "./ways.js"
import { zero } from "./zero.js"

const PANELS = {
  wall,
  topbar,
  crumbs,
  map,
  tiles,
  indicators,
  items,
  figure,
  bars,
  hot,
  hubs,
  league,
  steps,
  flood,
  alarms,
  alerts,
  arrived,
  listing,
  partitions,
  rejects,
  signers,
  summary,
  sheet,
  shelf,
  cards,
  counts,
  followed,
  following,
  found,
  checklist,
  operations,
  leaving,
  watch,
  ways,
  calendar,
  playback,
  zero,
  targets,
  crossed,
}
const mounted = new WeakMap()

export function mount({ parentElement, data, setTriggerValue }) {
  const root = parentElement.querySelector(".cgc-root")
  const { address } = data
  tellIn(data)
  const before = mounted.get(root)
  const send = {
    go: (code) => setTriggerValue("go", code),
    chose: (text) => setTriggerValue("chose", text),
    tested: (text) => setTriggerValue("tested", text),
  }
  if (before && before.address === address) {
    Object.assign(before.send, send)
    before.change?.(data)
    return before.stop
  }
  before?.stop()
  root.replaceChildren()
  root.dataset.page = data.page
  const view = PANELS[data.panel](root, data, send)
  const leave = view.turn ? follow(data, view) : subscribe(address, view)
  const stop = () => {
    leave()
    view.stop?.()
    mounted.delete(root)
  }
  mounted.set(root, { address, send, stop, change: view.change })
  return stop
}
