// A printed page is as large as what is shown, so that it stays one page, whatever the
// paper; browsers then fit it to that.

// On paper nothing scrolls, so that a page is laid out a little higher than on screen.
const SLACK = 1.06
const sheet = new CSSStyleSheet()
document.adoptedStyleSheets.push(sheet)

function heightOf(main) {
  const isWall = main.querySelector(".cgc-wall") !== null
  if (isWall) return window.innerHeight
  return Math.ceil(Math.max(main.scrollHeight, window.innerHeight) * SLACK)
}

function fit() {
  const main = document.querySelector(".stMain")
  if (!main) return
  main.scrollTop = 0
  // On paper a part of a working page is as long as what it says.
  document.documentElement.toggleAttribute("data-printing", true)
  sheet.replaceSync(
    `@page { size: ${window.innerWidth}px ${heightOf(main)}px; margin: 0 }`,
  )
}

function release() {
  document.documentElement.toggleAttribute("data-printing", false)
}

window.addEventListener("beforeprint", fit)
window.addEventListener("afterprint", release)
