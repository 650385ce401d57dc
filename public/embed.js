// For pages that embed figures: <script src="https://…/embed.js" async></script>. Gives every figure
// the height it asks for, and takes the keyboard back from it when it is left.
;(function () {
  var home = new URL(document.currentScript.src).origin

  function frameOf(source) {
    return Array.from(document.querySelectorAll('iframe')).find(function (frame) {
      return frame.contentWindow === source
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
    if (event.origin !== home || !message || message.protocol !== 'regimes-of-reuse') return
    var frame = frameOf(event.source)
    if (!frame) return
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
