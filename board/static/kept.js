// What this browser is to remember beyond a visit: choices, never what people wrote.

const asked = new Set()

export function mount({ data, setTriggerValue }) {
  const { name, value } = data
  if (value) {
    window.localStorage.setItem(name, value)
    return
  }
  const found = window.localStorage.getItem(name)
  // Asked once a visit: what was taken over comes back as the value.
  if (found && !asked.has(name)) {
    asked.add(name)
    setTriggerValue("found", found)
  }
}
