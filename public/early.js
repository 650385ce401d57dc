// Before the first paint: the theme and the depth of the link, or of the last visit, so that nothing
// jumps when the article comes to life. The page checks both again.
;(function () {
  var root = document.documentElement
  root.classList.add('scripted')
  var given = /[#&]theme=(light|dark|projector)(?:&|$)/.exec(location.hash)
  if (given) root.dataset.theme = given[1]
  var depth = /[#&]depth=(intuition|class|paper)(?:&|$)/.exec(location.hash)
  var kept = null
  try {
    kept = localStorage.getItem('regimes-of-reuse.depth')
  } catch {
    // Nothing may be kept here.
  }
  root.dataset.depth = depth ? depth[1] : /^(class|paper)$/.test(kept || '') ? kept : 'intuition'
})()
