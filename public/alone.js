// Only embed.html may stand in another page. Where the host sends no header that says so, a page that
// finds itself framed is nothing but a link to itself.
if (window.top !== window.self) {
  window.stop()
  var link = document.createElement('a')
  link.href = location.href
  link.target = '_blank'
  link.rel = 'noopener'
  link.textContent = 'Regimes of Reuse: open this page by itself'
  var body = document.createElement('body')
  body.append(link)
  document.documentElement.replaceChildren(body)
}
