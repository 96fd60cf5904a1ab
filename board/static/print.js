// A printed page is as large as what is shown, so that it stays one page, whatever the
// paper; browsers then fit it to that.

const sheet = new CSSStyleSheet()
document.adoptedStyleSheets.push(sheet)

function heightOf(main) {
  const isWall = main.querySelector(".cgc-wall") !== null
  return isWall ? window.innerHeight : Math.max(main.scrollHeight, window.innerHeight)
}

function fit() {
  const main = document.querySelector(".stMain")
  if (!main) return
  main.scrollTop = 0
  sheet.replaceSync(
    `@page { size: ${window.innerWidth}px ${heightOf(main)}px; margin: 0 }`,
  )
}

window.addEventListener("beforeprint", fit)
