// For pages that embed figures: <script src="https://…/embed.js" async></script>. Gives every figure
// the height it asks for, and takes the keyboard back from it when it is left. May be included once
// or for every figure, as a script, as a module, or written into the page.
;(function () {
  // A module, and a script that stands in the page itself, do not know where they come from.
  var own = document.currentScript
  var home = own && own.src ? new URL(own.src).origin : null

  // Sites whose figures are helped here; null: any figure. Another copy leaves its own with the first.
  var KEY = 'regimesOfReuseHomes'
  if (window[KEY]) {
    window[KEY].push(home)
    return
  }
  var homes = (window[KEY] = [home])

  function frameOf(source) {
    return Array.from(document.querySelectorAll('iframe')).find(function (frame) {
      return frame.contentWindow === source
    })
  }

  function isFigure(frame, origin) {
    var shown = new URL(frame.src, document.baseURI)
    // A sandboxed frame has no origin that it could tell.
    if (origin !== shown.origin && origin !== 'null') return false
    return homes.some(function (known) {
      return known === null ? /\/embed(\.html)?$/.test(shown.pathname) : known === shown.origin
    })
  }

  // What presentations listen for; they know keys by their old numbers too.
  var NUMBERS = { PageUp: 33, PageDown: 34, ArrowLeft: 37, ArrowRight: 39 }

  function pressAgain(key) {
    if (!(key in NUMBERS)) return
    var number = NUMBERS[key]
    var options = { key: key, code: key, keyCode: number, which: number, bubbles: true }
    document.dispatchEvent(new KeyboardEvent('keydown', options))
  }

  window.addEventListener('message', function (event) {
    var message = event.data
    if (!message || message.protocol !== 'regimes-of-reuse') return
    var frame = frameOf(event.source)
    if (!frame || !isFigure(frame, event.origin)) return
    if (message.type === 'size' && !('fixed' in frame.dataset)) {
      frame.style.height = message.height + 'px'
    }
    if (message.type === 'leave') {
      frame.blur()
      window.focus()
      pressAgain(message.key)
    }
  })
})()
