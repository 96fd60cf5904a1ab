// Tells Streamlit how much room the map has, so that it can choose its zoom.

const LOOK_EVERY_MS = 200

// Calls tell(size) with every size that is new; returns what ends it.
export function watch(node, tell) {
  let told = ""
  const observer = new ResizeObserver(([entry]) => {
    const { width, height } = entry.contentRect
    const size = [Math.round(width), Math.round(height)]
    if (!(width && height) || String(size) === told) return
    told = String(size)
    tell(size)
  })
  observer.observe(node)
  return () => observer.disconnect()
}

// The panel without a face that measures the map of the district page.
export function maproom(_root, _data, send) {
  let stop = null
  const looking = setInterval(() => {
    const map = document.querySelector(".st-key-district_map")
    if (!map) return
    clearInterval(looking)
    stop = watch(map, (size) => send.state("frame", size))
  }, LOOK_EVERY_MS)
  const show = () => {
    // Nothing that is pushed is shown here.
  }
  show.stop = () => {
    clearInterval(looking)
    stop?.()
  }
  return show
}
